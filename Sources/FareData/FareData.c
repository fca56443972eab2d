// Embeds the data files. C23 `#embed` compiles in under a second and rebuilds when a file changes.
#include "FareData.h"

static const unsigned char resource0[] = {
#embed "editions/2018-08/edition.yaml"
};
static const unsigned char resource1[] = {
#embed "editions/2018-08/stations.csv"
};
static const unsigned char resource2[] = {
#embed "editions/2018-08/lines.csv"
};
static const unsigned char resource3[] = {
#embed "editions/2018-08/line_stations.csv"
};
static const unsigned char resource4[] = {
#embed "editions/2018-08/segments.csv"
};
static const unsigned char resource5[] = {
#embed "editions/2018-08/fare_exceptions.csv"
};
static const unsigned char resource6[] = {
#embed "editions/2018-08/fares.csv"
};
static const unsigned char resource7[] = {
#embed "editions/current/edition.yaml"
};
static const unsigned char resource8[] = {
#embed "editions/current/stations.csv"
};
static const unsigned char resource9[] = {
#embed "editions/current/lines.csv"
};
static const unsigned char resource10[] = {
#embed "editions/current/line_stations.csv"
};
static const unsigned char resource11[] = {
#embed "editions/current/segments.csv"
};
static const unsigned char resource12[] = {
#embed "editions/current/fare_exceptions.csv"
};
static const unsigned char resource13[] = {
#embed "editions/current/fares.csv"
};
static const unsigned char resource14[] = {
#embed "editions/station_aliases.csv"
};
static const unsigned char resource15[] = {
#embed "tariffs/shenzhen.yaml"
};
static const unsigned char resource16[] = {
#embed "keys/ca_keys.csv"
};
static const unsigned char resource17[] = {
#embed "rail/stations.csv"
};
static const unsigned char resource18[] = {
#embed "rail/station_names.csv"
};
static const unsigned char resource19[] = {
#embed "rail/fares.csv"
};
static const unsigned char resource20[] = {
#embed "rail/rates.csv"
};
static const unsigned char resource21[] = {
#embed "rail/riders.csv"
};
static const unsigned char resource22[] = {
#embed "rail/refund_rules.csv"
};

static const faregate_resource resources[] = {
    {"editions/2018-08/edition.yaml", resource0, sizeof resource0},
    {"editions/2018-08/stations.csv", resource1, sizeof resource1},
    {"editions/2018-08/lines.csv", resource2, sizeof resource2},
    {"editions/2018-08/line_stations.csv", resource3, sizeof resource3},
    {"editions/2018-08/segments.csv", resource4, sizeof resource4},
    {"editions/2018-08/fare_exceptions.csv", resource5, sizeof resource5},
    {"editions/2018-08/fares.csv", resource6, sizeof resource6},
    {"editions/current/edition.yaml", resource7, sizeof resource7},
    {"editions/current/stations.csv", resource8, sizeof resource8},
    {"editions/current/lines.csv", resource9, sizeof resource9},
    {"editions/current/line_stations.csv", resource10, sizeof resource10},
    {"editions/current/segments.csv", resource11, sizeof resource11},
    {"editions/current/fare_exceptions.csv", resource12, sizeof resource12},
    {"editions/current/fares.csv", resource13, sizeof resource13},
    {"editions/station_aliases.csv", resource14, sizeof resource14},
    {"tariffs/shenzhen.yaml", resource15, sizeof resource15},
    {"keys/ca_keys.csv", resource16, sizeof resource16},
    {"rail/stations.csv", resource17, sizeof resource17},
    {"rail/station_names.csv", resource18, sizeof resource18},
    {"rail/fares.csv", resource19, sizeof resource19},
    {"rail/rates.csv", resource20, sizeof resource20},
    {"rail/riders.csv", resource21, sizeof resource21},
    {"rail/refund_rules.csv", resource22, sizeof resource22},
};

size_t faregate_resource_count(void) { return sizeof resources / sizeof resources[0]; }

faregate_resource faregate_resource_at(size_t index) { return resources[index]; }
