/* Many open websockets in one thread: it opens them, answers pings, and times how long one event takes to reach all.
 *
 *   crowd PORT PATH HEADERS GREETING READY PING PONG
 *
 * HEADERS is a file with a header line for each connection, used in turn. GREETING is sent once a connection is open;
 * READY is what a frame has to contain before it counts as open; a text frame that is PING is answered with PONG.
 * Empty texts stand for nothing. Commands, a line each, are answered with a line each:
 *
 *   open N           so many more connections           → seconds that it took
 *   tell MARK TEXT   the first connection says TEXT      → seconds until the first, and until each, has a frame
 *                                                        that contains MARK; -1 where not each has
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 1 << 16, AT_ONCE = 256, EVENTS = 512, WITHIN_S = 60, MOST = 65536 };

struct line {
    int fd, shaken, ready;
    unsigned heard;
    char *rest;
    size_t kept;
};

static struct line *lines[MOST];
static char *headers[MOST], scratch[ROOM * 2];
static const char *path, *greeting, *ready_mark, *ping, *pong;
static int port, poller, opened, ready, named;
static unsigned round_number;
static int left;
static double first_at;
static char mark[256];

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec + at.tv_nsec / 1e9;
}

static void give_up(const char *why) {
    fprintf(stderr, "crowd: %s (%s)\n", why, strerror(errno));
    exit(1);
}

static void put(int fd, const char *bytes, size_t size) {
    while (size) {
        ssize_t sent = write(fd, bytes, size);
        if (sent < 0 && errno != EAGAIN) give_up("a connection was lost while writing");
        if (sent > 0) bytes += sent, size -= sent;
    }
}

/* A masked frame whose mask is zero: allowed, and as cheap as none. */
static void say(int fd, int opcode, const char *text, size_t size) {
    char frame[1024];
    if (size > 900) give_up("too much to say");
    size_t head = 2;
    frame[0] = (char)(0x80 | opcode);
    frame[1] = (char)(0x80 | (size < 126 ? size : 126));
    if (size >= 126) frame[2] = (char)(size >> 8), frame[3] = (char)size, head = 4;
    memset(frame + head, 0, 4);
    memcpy(frame + head + 4, text, size);
    put(fd, frame, head + 4 + size);
}

static int has(const char *text, size_t size, const char *wanted) {
    return *wanted && memmem(text, size, wanted, strlen(wanted)) != NULL;
}

static void heard(struct line *one, int opcode, const char *text, size_t size) {
    if (opcode == 9) say(one->fd, 10, text, size);
    if (opcode == 8) give_up("the server closed a connection");
    if (opcode != 1) return;
    if (!one->ready && has(text, size, ready_mark)) one->ready = 1, ready++;
    if (*ping && size == strlen(ping) && !memcmp(text, ping, size)) say(one->fd, 1, pong, strlen(pong));
    if (left && one->heard != round_number && has(text, size, mark)) {
        one->heard = round_number;
        if (left-- == opened) first_at = now();
    }
}

static size_t shaken(struct line *one, const char *bytes, size_t size) {
    const char *end = memmem(bytes, size, "\r\n\r\n", 4);
    if (!end) return 0;
    if (memcmp(bytes, "HTTP/1.1 101", 12) != 0) {
        fprintf(stderr, "crowd: %.*s\n", (int)(size < 400 ? size : 400), bytes);
        give_up("the server let nobody in");
    }
    one->shaken = 1;
    if (*greeting) say(one->fd, 1, greeting, strlen(greeting));
    if (!*ready_mark) one->ready = 1, ready++;
    return end + 4 - bytes;
}

/* The bytes that were taken: whole frames only. */
static size_t frames(struct line *one, const char *bytes, size_t size) {
    size_t at = 0;
    while (size - at >= 2) {
        const unsigned char *head = (const unsigned char *)bytes + at;
        size_t length = head[1] & 127, skip = 2;
        if (length == 126) {
            if (size - at < 4) break;
            length = (size_t)head[2] << 8 | head[3], skip = 4;
        } else if (length == 127) {
            if (size - at < 10) break;
            length = 0, skip = 10;
            for (int place = 2; place < 10; place++) length = length << 8 | head[place];
        }
        if (size - at < skip + length) break;
        heard(one, head[0] & 15, bytes + at + skip, length);
        at += skip + length;
    }
    return at;
}

static void take(struct line *one) {
    for (;;) {
        if (one->kept >= ROOM) give_up("a frame is too large");
        memcpy(scratch, one->rest ? one->rest : "", one->kept);
        ssize_t got = read(one->fd, scratch + one->kept, ROOM);
        if (got < 0 && errno == EAGAIN) return;
        if (got < 0) give_up("a connection was lost");
        if (got == 0) give_up("the server hung up");
        size_t size = one->kept + got, taken = one->shaken ? 0 : shaken(one, scratch, size);
        if (one->shaken) taken += frames(one, scratch + taken, size - taken);
        free(one->rest);
        one->rest = NULL, one->kept = size - taken;
        if (one->kept) one->rest = malloc(one->kept), memcpy(one->rest, scratch + taken, one->kept);
        if (got < ROOM) return;
    }
}

static void turn(int wait_ms) {
    struct epoll_event found[EVENTS];
    int count = epoll_wait(poller, found, EVENTS, wait_ms);
    for (int place = 0; place < count; place++)
        if (found[place].data.ptr) take(found[place].data.ptr);
}

static void dial(void) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct line *one = calloc(1, sizeof *one);
    one->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (one->fd < 0 || connect(one->fd, (struct sockaddr *)&to, sizeof to) < 0) give_up("no connection");
    int yes = 1;
    setsockopt(one->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    fcntl(one->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event wish = {.events = EPOLLIN, .data.ptr = one};
    epoll_ctl(poller, EPOLL_CTL_ADD, one->fd, &wish);
    char ask[4096];
    int size = snprintf(ask, sizeof ask,
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n%s%s"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        path, port, named ? headers[opened % named] : "", named ? "\r\n" : "");
    put(one->fd, ask, size);
    lines[opened++] = one;
}

static double open_more(int more) {
    double begin = now(), until = begin + 2 * WITHIN_S;
    for (int all = opened + more; ready < all && now() < until; turn(50))
        while (opened < all && opened - ready < AT_ONCE) dial();
    return ready == opened ? now() - begin : -1;
}

static double tell(const char *text) {
    round_number++, left = opened;
    double begin = now();
    say(lines[0]->fd, 1, text, strlen(text));
    while (left && now() < begin + WITHIN_S) turn(50);
    double took = now() - begin;
    first_at -= begin;
    if (left) fprintf(stderr, "crowd: %d of %d did not hear of it\n", left, opened);
    return left ? (left = 0, -1) : took;
}

static void obey(char *command) {
    char text[900];
    int more;
    double took;
    if (sscanf(command, "open %d", &more) == 1 && opened + more <= MOST) printf("%.6f\n", open_more(more));
    else if (sscanf(command, "tell %255s %899[^\n]", mark, text) == 2) took = tell(text), printf("%.6f %.6f\n", first_at, took);
    else give_up("what is that supposed to mean?");
    fflush(stdout);
}

static void read_headers(const char *file) {
    FILE *from = fopen(file, "r");
    char one[1024];
    if (!from) give_up(file);
    while (named < MOST && fgets(one, sizeof one, from)) {
        one[strcspn(one, "\n")] = 0;
        headers[named++] = strdup(one);
    }
    fclose(from);
}

int main(int count, char **said) {
    if (count != 8) return fprintf(stderr, "crowd PORT PATH HEADERS GREETING READY PING PONG\n"), 2;
    port = atoi(said[1]), path = said[2], greeting = said[4], ready_mark = said[5], ping = said[6], pong = said[7];
    if (*said[3]) read_headers(said[3]);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    poller = epoll_create1(0);
    struct epoll_event wish = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(poller, EPOLL_CTL_ADD, STDIN_FILENO, &wish);
    fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK);
    char command[2048];
    size_t kept = 0;
    for (;;) {
        turn(1000);
        ssize_t got = read(STDIN_FILENO, command + kept, sizeof command - 1 - kept);
        if (got == 0) return 0;
        if (got < 0) continue;
        kept += got, command[kept] = 0;
        for (char *end; (end = strchr(command, '\n')); kept -= end + 1 - command, memmove(command, end + 1, kept + 1))
            *end = 0, obey(command);
    }
}
