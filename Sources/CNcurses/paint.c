#include "internal.h"

#include <stdio.h>
#include <string.h>

// Colour pairs are created on first use, and looked up by their colours, -1 to 255 each; 0 means not created yet. A
// picture uses thousands. Once curses has no more pairs, cells keep the terminal's own colours.
#if defined(NCURSES_EXT_COLORS) && NCURSES_EXT_COLORS
enum { max_pairs = 32767 };
#else
enum { max_pairs = 256 };
#endif

enum { colors = 257 };
static int16_t pairs[colors][colors];
static int16_t used = 1;

void cn_paint_open(void) {
  used = 1;
  memset(pairs, 0, sizeof pairs);
  if (!has_colors()) return;
  start_color();
  use_default_colors();
}

static int16_t pair(int32_t foreground, int32_t background) {
  if ((foreground < 0 && background < 0) || !has_colors()) return 0;
  if (foreground + 1 >= colors || background + 1 >= colors) return 0;
  int16_t *known = &pairs[foreground + 1][background + 1];
  if (*known != 0) return *known;
  if (used >= max_pairs || used >= COLOR_PAIRS) return 0;
  if (init_pair(used, (short)foreground, (short)background) == ERR) return 0;
  *known = used++;
  return *known;
}

static attr_t attributes_of(uint32_t bits) {
  attr_t answer = A_NORMAL;
  if (bits & CN_BOLD) answer |= A_BOLD;
  if (bits & CN_DIM) answer |= A_DIM;
  if (bits & CN_UNDERLINE) answer |= A_UNDERLINE;
  if (bits & CN_REVERSE) answer |= A_REVERSE;
  return answer;
}

void cn_put(
    int32_t column, int32_t row, const uint32_t *scalars, int32_t count, uint32_t attributes,
    int32_t foreground, int32_t background) {
  wchar_t text[CCHARW_MAX + 1];
  cchar_t cell;
  int32_t length = count < CCHARW_MAX ? count : CCHARW_MAX;
  for (int32_t i = 0; i < length; i++) text[i] = (wchar_t)scalars[i];
  text[length] = L'\0';
  if (setcchar(&cell, text, attributes_of(attributes), pair(foreground, background), NULL) == ERR)
    return;
  // Use the form that does not advance the cursor: the other one fails in the last cell of the screen.
  mvwadd_wchnstr(stdscr, row, column, &cell, 1);
}

void cn_cursor(int32_t column, int32_t row, bool visible) {
  wmove(stdscr, row, column);
  curs_set(visible ? 1 : 0);
}

void cn_forget_row(int32_t row) { wredrawln(stdscr, row, 1); }

void cn_flush(void) {
  wnoutrefresh(stdscr);
  doupdate();
}

void cn_send(const char *sequence) {
  fputs(sequence, stdout);
  fflush(stdout);
}

void cn_redraw(void) { clearok(curscr, TRUE); }
