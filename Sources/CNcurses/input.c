#include "internal.h"

#include <string.h>
#include <unistd.h>

// Numbers above every key that curses itself knows.
enum {
  paste_start = KEY_MAX + 1,
  paste_end = KEY_MAX + 2,
  mouse_start = KEY_MAX + 3,
};

static bool reports_mouse = false;

void cn_input_open(bool wants_mouse) {
  reports_mouse = wants_mouse;
  define_key("\033[200~", paste_start);
  define_key("\033[201~", paste_end);
  // In place of what terminfo says of it, which is the older form for many terminals: that ends at column 223.
  define_key("\033[<", mouse_start);
}

static void put(const char *sequence) {
  // A terminal that takes nothing is about to hang up; there is nothing better to do with the error.
  ssize_t sent = write(STDOUT_FILENO, sequence, strlen(sequence));
  (void)sent;
}

void cn_input_modes(bool on) {
  put(on ? "\033[?2004h" : "\033[?2004l");
  if (reports_mouse) put(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}

static uint32_t key_of(wint_t code) {
  switch (code) {
    case KEY_UP: return CN_KEY_UP;
    case KEY_DOWN: return CN_KEY_DOWN;
    case KEY_LEFT: return CN_KEY_LEFT;
    case KEY_RIGHT: return CN_KEY_RIGHT;
    case KEY_HOME: return CN_KEY_HOME;
    case KEY_END: return CN_KEY_END;
    case KEY_PPAGE: return CN_KEY_PAGE_UP;
    case KEY_NPAGE: return CN_KEY_PAGE_DOWN;
    case KEY_DC: return CN_KEY_DELETE;
    case KEY_BACKSPACE: return CN_KEY_BACKSPACE;
    case KEY_ENTER: return CN_KEY_ENTER;
    case KEY_BTAB: return CN_KEY_BACK_TAB;
    case paste_start: return CN_KEY_PASTE_START;
    case paste_end: return CN_KEY_PASTE_END;
    case mouse_start: return CN_KEY_MOUSE_START;
    default: break;
  }
  if (code > KEY_F(0) && code <= KEY_F(12)) return CN_KEY_F0 + (uint32_t)(code - KEY_F(0));
  return CN_KEY_UNKNOWN;
}

int32_t cn_read(uint32_t *value) {
  wint_t code = 0;
  switch (wget_wch(cn_keys, &code)) {
    case OK:
      *value = (uint32_t)code;
      return CN_SCALAR;
    case KEY_CODE_YES:
      *value = key_of(code);
      return CN_KEY;
    default:
      return CN_NOTHING;
  }
}
