/* Checkpoints and proofs from outside: what is read stays within its bounds, and what reads well reads the
 * same again. */
#include "store/checkpoint.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct proof p;
	struct proved d;
	struct note note;
	unsigned char key[PUBLIC_BYTES] = {0};

	if (note_read(rd_of(bytes, n), &note) == 0) {
		if (note.signature_count > NOTE_SIGNATURES || note.text != bytes || note.text_n > n ||
		    strlen(note.origin) >= NOTE_NAME)
			abort();
		if (note_signed_by(&note, key))
			abort(); /* nobody has the key of all zeros */
	}
	if (proof_read(rd_of(bytes, n), &p) == 0 && proof_check(&p, &d) == 0 && d.shown &&
	    rd_left(&d.kind) + rd_left(&d.actor) + rd_left(&d.body) > EXTRA_MAX)
		abort();
	return 0;
}
