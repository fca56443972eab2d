#include "CSystemClock.h"

#include <sys/timex.h>

bool faregate_clock_is_synchronised(void) {
    struct timex state = {.modes = 0};
    int answer = adjtimex(&state);
    return answer >= 0 && answer != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}
