/* The least that a server can do for many websockets: one thread, epoll, the event framed once, one write for each.
 *
 *   floor FILE --port PORT        FILE holds the event. Whatever a client says, the event is told to all.
 *
 * It takes every handshake for a good one: it is a floor, and no server for anything else.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 65536, EVENTS = 512 };

static const char WELCOME[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
static const char FINE[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
static char open_now[MOST], frame[4096], got[4096];
static size_t framed;

static void read_event(const char *file) {
    FILE *from = fopen(file, "r");
    if (!from) exit(1);
    size_t size = fread(frame + 4, 1, sizeof frame - 4, from);
    while (size && frame[3 + size] == '\n') size--;
    /* A text frame with a length of 16 bits: the event has between 126 and 4,000 bytes. */
    frame[0] = (char)0x81, frame[1] = 126, frame[2] = (char)(size >> 8), frame[3] = (char)size;
    framed = 4 + size;
    fclose(from);
}

static void send_all(int fd, const char *bytes, size_t size) {
    if (write(fd, bytes, size) != (ssize_t)size) fprintf(stderr, "floor: a write fell short\n");
}

static void heard(int fd, int highest) {
    ssize_t size = read(fd, got, sizeof got);
    if (size <= 0) {
        open_now[fd] = 0;
        close(fd);
    } else if (open_now[fd]) {
        for (int one = 0; one <= highest; one++)
            if (open_now[one]) send_all(one, frame, framed);
    } else if (memmem(got, size, "Upgrade: websocket", 18)) {
        open_now[fd] = 1;
        send_all(fd, WELCOME, sizeof WELCOME - 1);
    } else {
        send_all(fd, FINE, sizeof FINE - 1);
    }
}

int main(int count, char **said) {
    if (count != 4) return fprintf(stderr, "floor FILE --port PORT\n"), 2;
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    read_event(said[1]);
    int yes = 1, door = socket(AF_INET, SOCK_STREAM, 0), poller = epoll_create1(0), highest = 0;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(atoi(said[3])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(door, (struct sockaddr *)&at, sizeof at) || listen(door, 4096)) return 1;
    struct epoll_event wish = {.events = EPOLLIN, .data.fd = door}, found[EVENTS];
    epoll_ctl(poller, EPOLL_CTL_ADD, door, &wish);
    for (;;) {
        int many = epoll_wait(poller, found, EVENTS, -1);
        for (int place = 0; place < many; place++) {
            int fd = found[place].data.fd;
            if (fd != door) {
                heard(fd, highest);
                continue;
            }
            if ((fd = accept(door, NULL, NULL)) < 0 || fd >= MOST) continue;
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            wish.data.fd = fd;
            epoll_ctl(poller, EPOLL_CTL_ADD, fd, &wish);
            if (fd > highest) highest = fd;
        }
    }
}
