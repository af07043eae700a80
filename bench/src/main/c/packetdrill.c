/*
 * What packetdrill loads in place of the kernel (--so_filename): passes each of its calls on to the lab behind the Unix socket that
 * --so_flags names, and waits for the answer. Compiled against packetdrill's own packetdrill.h, by bench/tcp-tests.
 *
 * A request is its length, its number (enum call below) and its arguments; an answer is its length, a result, an errno, and bytes. Numbers
 * are of 64 bits, in the machine's own order, so that both ends need nothing but memcpy. Each thread has a connection of its own, because
 * packetdrill makes calls that wait on a second one; the first connection is that of the main thread, by which time passes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "packetdrill.h"

enum call {
  CALL_SOCKET = 1,
  CALL_BIND,
  CALL_LISTEN,
  CALL_ACCEPT,
  CALL_CONNECT,
  CALL_RECEIVE,
  CALL_SEND,
  CALL_FCNTL,
  CALL_IOCTL,
  CALL_CLOSE,
  CALL_SHUTDOWN,
  CALL_GET_OPTION,
  CALL_SET_OPTION,
  CALL_POLL,
  CALL_DEVICE_SEND,
  CALL_DEVICE_RECEIVE,
  CALL_SLEEP,
  CALL_TIME,
  CALL_MTU,
};

enum { BUFFER = 1 << 20, PATH = 100 };

/* Microseconds that a sleep takes at least. */
enum { SHARE = 300 };

/* The numbers of the lab's sockets begin above those of the process's own files. */
enum { FIRST_SOCKET = 1000 };

static char path[PATH];
static __thread int connection = -1;
static __thread char *buffer;
static __thread size_t filled;

static void stop(const char *why) {
  perror(why);
  exit(3);
}

static void whole(int writes, void *bytes, size_t count) {
  char *at = bytes;
  while (count > 0) {
    ssize_t done = writes ? write(connection, at, count) : read(connection, at, count);
    if (done <= 0) {
      stop("packetdrill: the lab is gone");
    }
    at += done;
    count -= done;
  }
}

static void begin(enum call call) {
  if (connection < 0) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, PATH);
    connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(connection, (struct sockaddr *)&address, sizeof address) != 0) {
      stop(path);
    }
    buffer = malloc(BUFFER);
  }
  filled = sizeof(int64_t);
  int64_t number = call;
  memcpy(buffer + filled, &number, sizeof number);
  filled += sizeof number;
}

static void number(int64_t value) {
  memcpy(buffer + filled, &value, sizeof value);
  filled += sizeof value;
}

static void bytes(const void *from, size_t count) {
  if (filled + count > BUFFER) {
    errno = ENOBUFS;
    stop("packetdrill: a call");
  }
  memcpy(buffer + filled, from, count);
  filled += count;
}

/* packetdrill goes on when the thread of a call sleeps: so it does not until the lab has answered, or says that the call waits. */
static void stay_awake(void) {
  int64_t first;
  ssize_t there = -1;
  while (there < (ssize_t)sizeof first) {
    there = recv(connection, &first, sizeof first, MSG_PEEK | MSG_DONTWAIT);
    if (there == 0) {
      stop("packetdrill: the lab is gone");
    }
    sched_yield();
  }
}

/* Sends the request and waits for the answer, whose bytes are copied to `into`; *count is how many there may be, and how many came. */
static int64_t end(void *into, size_t *count) {
  int64_t length = filled - sizeof(int64_t);
  memcpy(buffer, &length, sizeof length);
  whole(1, buffer, filled);
  if (gettid() != getpid()) {
    stay_awake();
  }
  int64_t head[3] = {0};
  while (head[0] == 0) { /* each 0 says that the call waits */
    whole(0, head, sizeof head[0]);
  }
  whole(0, head + 1, sizeof head - sizeof head[0]);
  size_t rest = head[0] - 2 * sizeof(int64_t);
  if (rest > BUFFER) {
    errno = ENOBUFS;
    stop("packetdrill: an answer");
  }
  whole(0, buffer, rest);
  if (count != NULL) {
    size_t taken = rest < *count ? rest : *count;
    if (into != NULL) {
      memcpy(into, buffer, taken);
    }
    *count = rest;
  }
  if (head[1] < 0) {
    errno = head[2];
  }
  return head[1];
}

static int64_t ask(enum call call, int64_t first, int64_t second, int64_t third) {
  begin(call);
  number(first);
  number(second);
  number(third);
  return end(NULL, NULL);
}

static int64_t with_bytes(enum call call, int64_t first, int64_t second, int64_t third, const void *from, size_t count) {
  begin(call);
  number(first);
  number(second);
  number(third);
  bytes(from, count);
  return end(NULL, NULL);
}

static int pd_socket(void *data, int domain, int type, int protocol) { return ask(CALL_SOCKET, domain, type, protocol); }

static int pd_bind(void *data, int fd, const struct sockaddr *address, socklen_t length) {
  return with_bytes(CALL_BIND, fd, 0, 0, address, length);
}

static int pd_listen(void *data, int fd, int backlog) { return ask(CALL_LISTEN, fd, backlog, 0); }

static int pd_accept(void *data, int fd, struct sockaddr *address, socklen_t *length) {
  begin(CALL_ACCEPT);
  number(fd);
  size_t room = address == NULL ? 0 : *length;
  int result = end(address, &room);
  if (address != NULL) {
    *length = room;
  }
  return result;
}

static int pd_connect(void *data, int fd, const struct sockaddr *address, socklen_t length) {
  return with_bytes(CALL_CONNECT, fd, 0, 0, address, length);
}

/* A buffer that is none: the kernel would find that out. */
static int fault(const void *buffer, size_t count) {
  errno = EFAULT;
  return buffer == NULL && count > 0;
}

static ssize_t pd_recv(void *data, int fd, void *into, size_t count, int flags) {
  if (fault(into, count)) {
    return -1;
  }
  begin(CALL_RECEIVE);
  number(fd);
  number(count);
  number(flags);
  return end(into, &count);
}

static ssize_t pd_read(void *data, int fd, void *into, size_t count) { return pd_recv(data, fd, into, count, 0); }

static ssize_t pd_recvfrom(void *data, int fd, void *into, size_t count, int flags, struct sockaddr *from, socklen_t *length) {
  if (length != NULL) {
    *length = 0;
  }
  return pd_recv(data, fd, into, count, flags);
}

static ssize_t pd_readv(void *data, int fd, const struct iovec *parts, int count) {
  size_t room = 0;
  for (int i = 0; i < count; i++) {
    room += parts[i].iov_len;
  }
  char *joined = malloc(room);
  ssize_t done = pd_recv(data, fd, joined, room, 0);
  size_t at = 0;
  for (int i = 0; i < count && done > 0 && at < (size_t)done; i++) {
    size_t some = parts[i].iov_len < done - at ? parts[i].iov_len : done - at;
    memcpy(parts[i].iov_base, joined + at, some);
    at += some;
  }
  free(joined);
  return done;
}

static ssize_t pd_recvmsg(void *data, int fd, struct msghdr *message, int flags) {
  message->msg_controllen = 0;
  message->msg_flags = 0;
  return pd_readv(data, fd, message->msg_iov, message->msg_iovlen);
}

static ssize_t pd_sendto(void *data, int fd, const void *from, size_t count, int flags, const struct sockaddr *to, socklen_t length) {
  if (fault(from, count)) {
    return -1;
  }
  begin(CALL_SEND);
  number(fd);
  number(flags);
  number(to == NULL ? 0 : length);
  bytes(to, to == NULL ? 0 : length);
  bytes(from, count);
  return end(NULL, NULL);
}

static ssize_t pd_send(void *data, int fd, const void *from, size_t count, int flags) {
  return pd_sendto(data, fd, from, count, flags, NULL, 0);
}

static ssize_t pd_write(void *data, int fd, const void *from, size_t count) { return pd_send(data, fd, from, count, 0); }

static ssize_t send_parts(int fd, const struct sockaddr *to, socklen_t length, const struct iovec *parts, int count, int flags) {
  begin(CALL_SEND);
  number(fd);
  number(flags);
  number(to == NULL ? 0 : length);
  bytes(to, to == NULL ? 0 : length);
  for (int i = 0; i < count; i++) {
    bytes(parts[i].iov_base, parts[i].iov_len);
  }
  return end(NULL, NULL);
}

static ssize_t pd_writev(void *data, int fd, const struct iovec *parts, int count) { return send_parts(fd, NULL, 0, parts, count, 0); }

static ssize_t pd_sendmsg(void *data, int fd, const struct msghdr *message, int flags) {
  return send_parts(fd, message->msg_name, message->msg_namelen, message->msg_iov, message->msg_iovlen, flags);
}

static int pd_fcntl(void *data, int fd, int command, ...) {
  va_list more;
  va_start(more, command);
  int argument = va_arg(more, int);
  va_end(more);
  return ask(CALL_FCNTL, fd, command, argument);
}

static int pd_ioctl(void *data, int fd, unsigned long request, ...) {
  va_list more;
  va_start(more, request);
  int *into = va_arg(more, int *);
  va_end(more);
  int64_t value = ask(CALL_IOCTL, fd, request, 0);
  if (value < 0) {
    return -1;
  }
  *into = value;
  return 0;
}

static int pd_close(void *data, int fd) { return ask(CALL_CLOSE, fd, 0, 0); }

static int pd_shutdown(void *data, int fd, int how) { return ask(CALL_SHUTDOWN, fd, how, 0); }

static int pd_getsockopt(void *data, int fd, int level, int option, void *value, socklen_t *length) {
  begin(CALL_GET_OPTION);
  number(fd);
  number(level);
  number(option);
  size_t room = *length;
  int result = end(value, &room);
  if (result == 0 && room < *length) {
    *length = room;
  }
  return result;
}

/*
 * The state of a connection is asked for, and what a script leaves open is closed, by the C library's own names: so this object is also
 * loaded before that (LD_PRELOAD).
 */
int close(int fd) { return fd >= FIRST_SOCKET ? pd_close(NULL, fd) : syscall(SYS_close, fd); }

int getsockopt(int fd, int level, int option, void *value, socklen_t *length) {
  if (fd >= FIRST_SOCKET) {
    return pd_getsockopt(NULL, fd, level, option, value, length);
  }
  return syscall(SYS_getsockopt, fd, level, option, value, length);
}

static int pd_setsockopt(void *data, int fd, int level, int option, const void *value, socklen_t length) {
  return with_bytes(CALL_SET_OPTION, fd, level, option, value, length);
}

static int pd_poll(void *data, struct pollfd *fds, nfds_t count, int timeout) {
  begin(CALL_POLL);
  number(timeout);
  bytes(fds, count * sizeof *fds);
  size_t room = count * sizeof *fds;
  return end(fds, &room);
}

static int pd_device_send(void *data, const void *from, size_t count) { return with_bytes(CALL_DEVICE_SEND, 0, 0, 0, from, count); }

static int pd_device_receive(void *data, void *into, size_t *count, long long *time) {
  begin(CALL_DEVICE_RECEIVE);
  *time = end(into, count);
  return *time < 0 ? -1 : 0;
}

/* The thread of a call that has ended takes the lock that packetdrill lets go of meanwhile, which takes some real time. */
static int pd_usleep(void *data, useconds_t micros) {
  int result = ask(CALL_SLEEP, micros, 0, 0);
  usleep(SHARE);
  return result;
}

static int pd_gettimeofday(void *data, struct timeval *time, struct timezone *zone) {
  int64_t micros = ask(CALL_TIME, 0, 0, 0);
  time->tv_sec = micros / 1000000;
  time->tv_usec = micros % 1000000;
  return 0;
}

static int missing(void) {
  errno = ENOSYS;
  return -1;
}

static int pd_epoll_create(void *data, int size) { return missing(); }

static int pd_epoll_ctl(void *data, int epoll, int operation, int fd, struct epoll_event *event) { return missing(); }

static int pd_epoll_wait(void *data, int epoll, struct epoll_event *events, int most, int timeout) { return missing(); }

static int pd_pipe(void *data, int fds[2]) { return missing(); }

static int pd_splice(void *data, int from, loff_t *from_at, int to, loff_t *to_at, size_t count, unsigned int flags) { return missing(); }

static void pd_free(void *data) {}

void packetdrill_interface_init(const char *flags, struct packetdrill_interface *all) {
  snprintf(path, PATH, "%s", flags);
  *all = (struct packetdrill_interface){
      .free = pd_free,
      .socket = pd_socket,
      .bind = pd_bind,
      .listen = pd_listen,
      .accept = pd_accept,
      .connect = pd_connect,
      .read = pd_read,
      .readv = pd_readv,
      .recv = pd_recv,
      .recvfrom = pd_recvfrom,
      .recvmsg = pd_recvmsg,
      .write = pd_write,
      .writev = pd_writev,
      .send = pd_send,
      .sendto = pd_sendto,
      .sendmsg = pd_sendmsg,
      .fcntl = pd_fcntl,
      .ioctl = pd_ioctl,
      .close = pd_close,
      .shutdown = pd_shutdown,
      .getsockopt = pd_getsockopt,
      .setsockopt = pd_setsockopt,
      .poll = pd_poll,
      .netdev_send = pd_device_send,
      .netdev_receive = pd_device_receive,
      .usleep = pd_usleep,
      .gettimeofday = pd_gettimeofday,
      .epoll_create = pd_epoll_create,
      .epoll_ctl = pd_epoll_ctl,
      .epoll_wait = pd_epoll_wait,
      .pipe = pd_pipe,
      .splice = pd_splice,
  };
  /* The main thread is known by being first. Its first call says how large the link's packets are, and the segments that come together. */
  const char *mtu = getenv("MTU");
  const char *mss = getenv("MSS");
  ask(CALL_MTU, mtu == NULL ? 1500 : atoi(mtu), mss == NULL ? 0 : atoi(mss), 0);
}
