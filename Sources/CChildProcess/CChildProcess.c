#include "CChildProcess.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

// Between fork and execve only calls that are safe there.
static void become(char *const *arguments, char *const *environment, const char *log, pid_t parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return;
    // The parent may have ended before that was set.
    if (getppid() != parent) return;
    const int input = open("/dev/null", O_RDONLY);
    const int output = open(log, O_WRONLY | O_CREAT | O_APPEND, 0640);
    if (input < 0 || output < 0) return;
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0) return;
    if (input > 2) close(input);
    if (output > 2) close(output);
    execve(arguments[0], arguments, environment);
}

pid_t faregate_start_child(char *const *arguments, char *const *environment, const char *log) {
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child != 0) return child;
    become(arguments, environment, log, parent);
    _exit(127);
}
