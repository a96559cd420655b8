#ifndef CRE2_H
#define CRE2_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled regular expression.
typedef struct cre2_pattern cre2_pattern;

/// Compiles a regular expression in the syntax of RE2 and Go; NULL if it is invalid, or needs more memory than that
/// many bytes. Free it with `cre2_free`.
cre2_pattern *cre2_compile(const char *text, size_t length, size_t memory);

/// The number of instructions of the compiled pattern: matching takes time linear in this number times the text's
/// length.
int cre2_size(const cre2_pattern *pattern);

/// Whether the pattern matches anywhere in the UTF-8 text.
bool cre2_matches(const cre2_pattern *pattern, const char *text, size_t length);

/// Frees a pattern.
void cre2_free(cre2_pattern *pattern);

#ifdef __cplusplus
}
#endif

#endif
