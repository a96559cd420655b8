#include "internal.h"

#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static SCREEN *screen = NULL;

static void set_modes(void) {
  raw();
  noecho();
  nonl();
  curs_set(0);
}

int32_t cn_open(bool reports_mouse) {
  setlocale(LC_ALL, "");
  int32_t answer = cn_check();
  if (answer != CN_OPENED) return answer;
  cn_rescue_open();
  screen = newterm(NULL, stdout, stdin);
  if (screen == NULL) {
    cn_rescue_close();
    return CN_UNFIT_TERMINAL;
  }
  set_modes();
  cn_paint_open();
  // By default, curses postpones a paint while input is pending. Here it never reads the input.
  typeahead(-1);
  cn_input_open(reports_mouse);
  leaveok(stdscr, FALSE);
  cn_input_modes(true);
  cn_stderr_hold();
  // Clear the screen now, not with the first paint.
  wrefresh(stdscr);
  return CN_OPENED;
}

void cn_close(void) {
  if (screen == NULL) return;
  cn_input_modes(false);
  endwin();
  cn_rescue_close();
  cn_stderr_release();
  delscreen(screen);
  screen = NULL;
}

void cn_suspend(void) {
  struct sigaction normal, ours;
  cn_input_modes(false);
  endwin();
  cn_stderr_release();
  memset(&normal, 0, sizeof normal);
  normal.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &normal, &ours);
  // Threads of libdispatch block signals. Sent to this thread and unblocked, the signal stops the process right here;
  // sent to the process, it would do so a moment after the terminal was taken over again.
  sigset_t stop, mask;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &ours, NULL);
  cn_stderr_hold();
  cn_resume();
}

void cn_resume(void) {
  if (screen == NULL) return;
  reset_prog_mode();
  set_modes();
  cn_input_modes(true);
  // The shell may have changed the size, and the alternate screen was left: restore both.
  int32_t columns, rows;
  cn_size(&columns, &rows);
  cn_resize(columns, rows);
  cn_redraw();
  wrefresh(stdscr);
}

bool cn_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

int32_t cn_colors(void) { return has_colors() ? COLORS : 0; }

void cn_size(int32_t *columns, int32_t *rows) {
  struct winsize size;
  *columns = 80;
  *rows = 24;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return;
  if (size.ws_col > 0) *columns = size.ws_col;
  if (size.ws_row > 0) *rows = size.ws_row;
}

void cn_resize(int32_t columns, int32_t rows) { resizeterm(rows, columns); }
