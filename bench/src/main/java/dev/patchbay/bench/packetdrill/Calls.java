package dev.patchbay.bench.packetdrill;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.stack.tcp.TcpState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The calls on sockets, as Linux numbers their flags.
final class Calls {
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_TYPES = 0xf;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final int MSG_OOB = 1;
  private static final int MSG_PEEK = 2;
  private static final int MSG_TRUNC = 0x20;
  private static final int MSG_EOR = 0x80;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_WAITALL = 0x100;
  private static final int MSG_ERRQUEUE = 0x2000;
  private static final int MSG_MORE = 0x8000;
  private static final int MSG_FASTOPEN = 0x20000000;
  private static final int FIONREAD = 0x541b;
  private static final int SIOCOUTQ = 0x5411;
  private static final int POLLIN = 1;
  private static final int POLLOUT = 4;
  private static final int POLLERR = 8;
  private static final int POLLHUP = 0x10;
  private static final int POLLRDHUP = 0x2000;
  private static final int POLL_ENTRY = 8;
  private static final long MILLI = 1_000_000;

  /// Above the numbers of packetdrill's own files (packetdrill.c).
  private static final int FIRST = 1000;

  /// A descriptor.
  private static final class Entry {
    final TcpSocket socket;
    boolean nonBlocking;

    Entry(TcpSocket socket) {
      this.socket = socket;
    }
  }

  private final Run run;
  private final Map<Integer, Entry> entries = new TreeMap<>();

  Calls(Run run) {
    this.run = run;
  }

  void close() {
    entries.values().forEach(entry -> entry.socket.close());
    entries.clear();
  }

  private int add(TcpSocket socket, boolean nonBlocking) {
    int fd = FIRST;
    while (entries.containsKey(fd)) {
      fd++;
    }
    Entry entry = new Entry(socket);
    entry.nonBlocking = nonBlocking;
    entries.put(fd, entry);
    return fd;
  }

  private Entry entry(long fd) throws SocketException {
    Entry entry = entries.get((int) fd);
    if (entry == null) {
      throw new SocketException(Errno.EBADF);
    }
    return entry;
  }

  long make(Call call, ByteBuffer request, boolean main, Run.Answer answer) throws SocketException {
    long first = request.getLong();
    if (call == Call.SOCKET) {
      return socket((int) first, (int) request.getLong());
    }
    if (call == Call.POLL) {
      return poll(first, request, main, answer);
    }
    Entry entry = entry(first);
    TcpSocket socket = entry.socket;
    return switch (call) {
      case ACCEPT -> accept(entry, main, answer);
      case RECEIVE ->
          receive(entry, (int) request.getLong(), (int) request.getLong(), main, answer);
      case SEND -> send(entry, (int) request.getLong(), request, main);
      case GET_OPTION -> {
        answer.bytes = SocketOptions.get(socket, (int) request.getLong(), (int) request.getLong());
        yield 0;
      }
      case CLOSE -> {
        entries.remove((int) first);
        socket.close();
        yield 0;
      }
      default -> {
        long second = request.getLong();
        yield other(call, entry, second, request, main);
      }
    };
  }

  private long other(Call call, Entry entry, long second, ByteBuffer request, boolean main)
      throws SocketException {
    TcpSocket socket = entry.socket;
    long third = request.getLong();
    switch (call) {
      case BIND -> {
        Address at = Address.read(request);
        socket.bind(at.ip(), at.port());
      }
      case LISTEN -> socket.listen((int) second);
      case CONNECT -> connect(entry, request, main);
      case SHUTDOWN -> socket.shutdown(second != 1, second != 0);
      case SET_OPTION -> SocketOptions.set(socket, (int) second, (int) third, request);
      case FCNTL -> {
        return control(entry, (int) second, (int) third);
      }
      case IOCTL -> {
        return ioctl(socket, (int) second);
      }
      default -> throw new SocketException(Errno.ENOSYS);
    }
    return 0;
  }

  private long socket(int domain, int type) throws SocketException {
    if ((type & SOCK_TYPES) != SOCK_STREAM) {
      throw new SocketException(Errno.EPROTONOSUPPORT);
    }
    Family family =
        switch (domain) {
          case Address.AF_INET -> Family.IPV4;
          case Address.AF_INET6 -> Family.IPV6;
          default -> throw new SocketException(Errno.EAFNOSUPPORT);
        };
    return add(new TcpSocket(run.netns(), family, "packetdrill"), (type & SOCK_NONBLOCK) != 0);
  }

  private long accept(Entry entry, boolean main, Run.Answer answer) throws SocketException {
    TcpSocket listener = entry.socket;
    if (!entry.nonBlocking) {
      run.await(() -> listener.hasConnection() || listener.hasInput(), main);
    }
    TcpSocket socket = listener.accept();
    if (socket == null) {
      throw new SocketException(Errno.EAGAIN);
    }
    Ip remote = socket.remote();
    if (remote != null) {
      answer.bytes = new Address(remote, socket.remotePort()).bytes(listener.family());
    }
    return add(socket, false);
  }

  private void connect(Entry entry, ByteBuffer request, boolean main) throws SocketException {
    TcpSocket socket = entry.socket;
    if (Address.family(request) == Address.AF_UNSPEC) {
      socket.disconnect();
      return;
    }
    Address to = Address.read(request);
    socket.connect(to.ip(), to.port());
    if (socket.canSend()) {
      return;
    }
    if (entry.nonBlocking) {
      throw new SocketException(Errno.EINPROGRESS);
    }
    run.await(() -> socket.isConnected() || socket.hasInput(), main);
    Errno error = socket.takePending();
    if (error != null) {
      throw new SocketException(error);
    }
    socket.connect(to.ip(), to.port());
  }

  // ---- data

  private long receive(Entry entry, int count, int flags, boolean main, Run.Answer answer)
      throws SocketException {
    if ((flags & MSG_ERRQUEUE) != 0) {
      throw new SocketException(Errno.EAGAIN);
    }
    if ((flags & MSG_OOB) != 0) {
      return receiveUrgent(entry.socket, answer);
    }
    TcpSocket socket = entry.socket;
    boolean waits = !entry.nonBlocking && (flags & MSG_DONTWAIT) == 0;
    byte[] into = new byte[count];
    int done = take(socket, into, 0, flags);
    boolean all = (flags & MSG_WAITALL) != 0;
    while (waits && done >= 0 && done < (all ? count : 1) && count > 0) {
      run.await(socket::canReceive, main);
      if (!socket.canReceive()) {
        break;
      }
      int more = take(socket, into, done, flags);
      if (more < 0) {
        done = Math.max(done, 0);
        answer.bytes = Arrays.copyOf(into, done);
        return done;
      }
      done += more;
    }
    if (done == 0 && count > 0) {
      throw new SocketException(Errno.EAGAIN);
    }
    done = Math.max(done, 0);
    answer.bytes = Arrays.copyOf(into, done);
    return done;
  }

  private static int take(TcpSocket socket, byte[] into, int at, int flags) throws SocketException {
    int room = into.length - at;
    if ((flags & MSG_TRUNC) != 0) {
      return socket.skip(room);
    }
    return (flags & MSG_PEEK) != 0 ? socket.peek(into, at, room) : socket.receive(into, at, room);
  }

  private static long receiveUrgent(TcpSocket socket, Run.Answer answer) throws SocketException {
    int octet = socket.receiveUrgent();
    answer.bytes = new byte[] {(byte) octet};
    return 1;
  }

  private long send(Entry entry, int flags, ByteBuffer request, boolean main)
      throws SocketException {
    int address = (int) request.getLong();
    int start = request.position();
    Address to = (flags & MSG_FASTOPEN) == 0 ? null : destination(request, address);
    request.position(start + address);
    byte[] data = new byte[request.remaining()];
    request.get(data);
    TcpSocket socket = entry.socket;
    if ((flags & MSG_OOB) != 0 && data.length > 0) {
      return sendUrgent(socket, data, main);
    }
    boolean waits = !entry.nonBlocking && (flags & MSG_DONTWAIT) == 0;
    boolean opens = to != null || (socket.state() == TcpState.SYN_SENT && socket.canSend());
    int done =
        to == null
            ? write(socket, data, 0, flags)
            : socket.sendOpening(to.ip(), to.port(), data, 0, data.length);
    boolean connects = opens && !socket.isConnected();
    if (connects && !waits && done == 0) {
      throw new SocketException(Errno.EINPROGRESS);
    }
    if (connects && waits) {
      socket.writePending(done < data.length);
      run.await(() -> socket.isConnected() || socket.hasInput(), main);
      socket.writePending(false);
      Errno error = socket.takePending();
      if (error != null) {
        throw new SocketException(error);
      }
    }
    while (waits && done < data.length) {
      run.await(() -> socket.canSend() || socket.hasInput(), main);
      if (!socket.canSend() && !socket.hasInput()) {
        break;
      }
      done += write(socket, data, done, flags);
    }
    if (done == 0 && data.length > 0) {
      throw new SocketException(Errno.EAGAIN);
    }
    return done;
  }

  private static Address destination(ByteBuffer request, int length) throws SocketException {
    if (length == 0) {
      throw new SocketException(Errno.EDESTADDRREQ);
    }
    if (Address.family(request) == Address.AF_UNSPEC) {
      throw new SocketException(Errno.EOPNOTSUPP);
    }
    ByteOrder order = request.order();
    Address to = Address.read(request);
    request.order(order);
    return to;
  }

  private static int write(TcpSocket socket, byte[] data, int from, int flags)
      throws SocketException {
    int count = data.length - from;
    return (flags & MSG_EOR) != 0
        ? socket.sendRecord(data, from, count)
        : socket.send(data, from, count, (flags & MSG_MORE) != 0);
  }

  private long sendUrgent(TcpSocket socket, byte[] data, boolean main) throws SocketException {
    int before = data.length - 1;
    int done = before == 0 ? 0 : socket.send(data, 0, before, true);
    if (done < before) {
      return done;
    }
    run.await(socket::canSend, main);
    return socket.sendUrgent(data[before]) ? data.length : done;
  }

  // ---- control

  private static long control(Entry entry, int command, int argument) throws SocketException {
    return switch (command) {
      case F_GETFL -> O_RDWR | (entry.nonBlocking ? O_NONBLOCK : 0);
      case F_SETFL -> {
        entry.nonBlocking = (argument & O_NONBLOCK) != 0;
        yield 0;
      }
      default -> throw new SocketException(Errno.EINVAL);
    };
  }

  private static long ioctl(TcpSocket socket, int request) throws SocketException {
    return switch (request) {
      case FIONREAD -> socket.available();
      case SIOCOUTQ -> socket.unacknowledged();
      default -> throw new SocketException(Errno.EINVAL);
    };
  }

  private long poll(long timeout, ByteBuffer request, boolean main, Run.Answer answer)
      throws SocketException {
    byte[] entriesAsked = new byte[request.remaining()];
    request.get(entriesAsked);
    ByteBuffer all = ByteBuffer.wrap(entriesAsked).order(request.order());
    int[] found = {look(all)};
    if (found[0] == 0 && timeout != 0) {
      long nanos = timeout < 0 ? Long.MAX_VALUE / 4 : timeout * MILLI;
      run.await(() -> (found[0] = look(all)) > 0, main, nanos);
    }
    answer.bytes = entriesAsked;
    return found[0];
  }

  private int look(ByteBuffer all) {
    int found = 0;
    for (int at = 0; at + POLL_ENTRY <= all.limit(); at += POLL_ENTRY) {
      int asked = all.getShort(at + 4) | POLLERR | POLLHUP;
      int events = events(entries.get(all.getInt(at))) & asked;
      all.putShort(at + 6, (short) events);
      found += events == 0 ? 0 : 1;
    }
    return found;
  }

  private static int events(@Nullable Entry entry) {
    if (entry == null) {
      return 0;
    }
    TcpSocket socket = entry.socket;
    boolean ended = socket.state() == TcpState.CLOSE;
    int events = 0;
    events |= socket.canReceive() ? POLLIN : 0;
    events |= socket.canSend() ? POLLOUT : 0;
    events |= socket.hasInput() ? POLLERR : 0;
    events |= ended ? POLLHUP : 0;
    events |= socket.isShutForReading() ? POLLRDHUP : 0;
    return events;
  }
}
