// All of it is in the header, so that it is inlined into its callers.
#include "CByteScan.h"
