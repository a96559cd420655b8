// Signals become bytes in a pipe, which the event loop reads like any other input. Curses' own handlers are not used:
// they would run on whichever thread the kernel picks.

#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int watched[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP};
static int pipe_ends[2] = {-1, -1};
static volatile sig_atomic_t end_requests = 0;

static void note(int number) {
  int saved = errno;
  // The third request gets the default action: the event loop seems to be stuck.
  if ((number == SIGINT || number == SIGTERM) && ++end_requests > 2) {
    cn_emergency_restore();
    signal(number, SIG_DFL);
    raise(number);
  }
  unsigned char byte = (unsigned char)number;
  ssize_t sent = write(pipe_ends[1], &byte, 1);
  (void)sent;
  errno = saved;
}

int32_t cn_signals_open(void) {
  if (pipe_ends[0] >= 0) return pipe_ends[0];
  if (pipe(pipe_ends) != 0) return -1;
  for (int i = 0; i < 2; i++) {
    fcntl(pipe_ends[i], F_SETFL, fcntl(pipe_ends[i], F_GETFL) | O_NONBLOCK);
    fcntl(pipe_ends[i], F_SETFD, FD_CLOEXEC);
  }
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) sigaction(watched[i], &action, NULL);
  signal(SIGPIPE, SIG_IGN);
  return pipe_ends[0];
}

int32_t cn_signals_next(void) {
  unsigned char byte = 0;
  return read(pipe_ends[0], &byte, 1) == 1 ? byte : 0;
}
