/* SPDX-License-Identifier: MIT */
/*
 * JSON values (RFC 8259), appended to a buffer.  An object is started with a
 * "{" by the caller, so that the buffer's last byte tells whether a member
 * needs a comma before it: the buffer must not be empty.
 */
#ifndef JSON_VALUE_H
#define JSON_VALUE_H

#include "buffer.h"
#include "emit.h"
#include "snapshot.h"

/*
 * A string, which must be UTF-8.  Beside what JSON demands, characters that a
 * terminal, an editor or a script would act on are escaped: DEL and C1
 * controls, U+2028 and U+2029, the byte order mark, and the marks that turn
 * the direction of text.
 */
void json_put_string(struct buffer *, const char *);

/* A character for which text_is_active, as a string has it: "\\u202e". */
void json_put_escape(struct buffer *, uint32_t c);

/* The key of a member, with its colon. */
void json_put_key(struct buffer *, const char *);

/* A member that is a string; nothing if it is NULL. */
void json_put_member(struct buffer *, const char *key, const char *value);

/* A list of ids, or of references, that is not empty; see list.h. */
void json_put_ids(struct buffer *, const char *list);
void json_put_references(struct buffer *, const char *list);

/* How a file opens: an object, and what the snapshot of that id says. */
void json_put_banner(
    struct buffer *, const struct snapshot_header *, const char *id);

/* What an artifact says of itself, as the next member; see artifact.h. */
void json_put_artifact(struct buffer *, const struct emission *);

#endif
