#include "cli/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

void passphrase_wipe(char p[PASSPHRASE_ROOM]) { explicit_bzero(p, PASSPHRASE_ROOM); }

/* One line, byte by byte: no buffer of stdio keeps a copy. -ENODATA at the end, -E2BIG too long. */
static int read_line(int fd, char ret[PASSPHRASE_ROOM])
{
	size_t n = 0;
	ssize_t got;
	char c = 0;

	while ((got = read(fd, &c, 1)) == 1 && c != '\n') {
		if (n == PASSPHRASE_MOST)
			return -E2BIG;
		ret[n++] = c;
	}
	if (got < 0)
		return -errno;
	if (n && ret[n - 1] == '\r')
		n--;
	ret[n] = '\0';
	return got == 0 && n == 0 ? -ENODATA : 0;
}

/* Signals wait until the terminal echoes again. */
static int ask(const struct cli *cli, int tty, const char *prompt, char ret[PASSPHRASE_ROOM])
{
	const char *words = lang(cli->language, prompt);
	struct termios was, quiet;
	sigset_t all, before;
	int r;

	if (tcgetattr(tty, &was) < 0)
		return -errno;
	sigemptyset(&all);
	sigaddset(&all, SIGINT);
	sigaddset(&all, SIGTERM);
	sigaddset(&all, SIGTSTP);
	sigprocmask(SIG_BLOCK, &all, &before);
	quiet = was;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
	tcsetattr(tty, TCSAFLUSH, &quiet);
	if (write(tty, words, strlen(words)) < 0 || write(tty, " ", 1) < 0)
		r = -errno;
	else
		r = read_line(tty, ret);
	tcsetattr(tty, TCSAFLUSH, &was);
	if (write(tty, "\n", 1) < 0 && r == 0)
		r = -errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	return r;
}

static int of_terminal(struct cli *cli, const char *prompt, bool twice, char ret[PASSPHRASE_ROOM])
{
	char again[PASSPHRASE_ROOM];
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC), r, code = EXIT_DONE;

	if (tty < 0)
		return cli_say(cli, EXIT_USAGE, "contact.no-terminal", NULL);
	r = ask(cli, tty, prompt, ret);
	if (r == 0 && twice) {
		r = ask(cli, tty, "contact.ask-again", again);
		if (r == 0 && strcmp(ret, again) != 0)
			code = cli_say(cli, EXIT_USAGE, "contact.not-the-same", NULL);
		passphrase_wipe(again);
	}
	close(tty);
	return r < 0 ? cli_say(cli, EXIT_USAGE, "contact.no-passphrase", NULL) : code;
}

static int of_file(struct cli *cli, const char *file, char ret[PASSPHRASE_ROOM])
{
	int fd = open(file, O_RDONLY | O_CLOEXEC), r = fd < 0 ? -errno : read_line(fd, ret);

	if (fd >= 0)
		close(fd);
	return r < 0 ? cli_say(cli, EXIT_NO_INPUT, "error.cannot-open",
			       (const struct lang_arg[]){
				       {"subject", file}, {"detail", strerror(-r)}, {NULL, NULL}})
		     : EXIT_DONE;
}

int passphrase_read(struct cli *cli, const char *file, const char *prompt, bool twice,
		    char ret[PASSPHRASE_ROOM])
{
	int code = file ? of_file(cli, file, ret) : of_terminal(cli, prompt, twice, ret);

	if (code != EXIT_DONE)
		passphrase_wipe(ret);
	return code;
}
