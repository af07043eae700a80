package dev.patchbay.stack.tcp;

import dev.patchbay.core.Leg;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Wait;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Prefix;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpSetting;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.socket.PathMtuDiscovery;
import dev.patchbay.stack.socket.SocketException;
import org.jspecify.annotations.Nullable;

/// A TCP socket (tcp(7)): what a program holds of a connection or a listener. No call waits: each
/// does what can be done at once, as the kernel's do with `O_NONBLOCK`; [#readable] and [#writable]
/// are signalled when there is more to do. One above IPv6 speaks IPv4, too, unless [#ipv6Only];
/// [#local] and [#remote] are then IPv4 addresses.
public final class TcpSocket extends AddressedSocket {
  private final Connection connection;
  private final Wait writable;

  /// A socket of the namespace; `title` says in journeys who sends.
  public TcpSocket(Netns netns, Family family, String title) {
    super(netns, family, title);
    this.connection = new Connection(stack, this, family);
    this.writable = new Wait(stack.loop());
    if (IpStack.of(netns).settings().isOn(IpSetting.IP_NO_PMTU_DISC)) {
      pathMtuDiscovery(PathMtuDiscovery.DONT);
    }
  }

  /// One that a listener has made; it takes its options.
  private TcpSocket(TcpSocket listener, Request request) {
    super(listener);
    this.connection = new Connection(stack, this, request.family);
    this.writable = new Wait(stack.loop());
    scope(request.linkDevice());
    if (listener.receiveBufferIsSet()) {
      connection.window.buffer(listener.connection.window.buffer());
    }
    connection.nonagle = listener.connection.nonagle;
    Md5Key key = request.md5Key();
    options.md5 = key == null ? null : new Md5Keys(key.of(Prefix.of(request.remote())));
    mark(request.mark);
    tos(request.tos);
    boundDevice(request.device);
    local(request.local());
    remote(request.remote());
  }

  /// Opens one as a descriptor of the process.
  public static TcpSocket open(Process process, Family family) {
    return install(new TcpSocket(process.netns(), family, title(process)), process);
  }

  TcpSocket child(Request request) {
    return new TcpSocket(this, request);
  }

  @Override
  Connection connection() {
    return connection;
  }

  // ---- state

  /// Where its connection is.
  public TcpState state() {
    return connection.state();
  }

  /// Signalled when more can be written, the connection is there, or has failed. It may be
  /// signalled with nothing of that true any more: look again.
  public Wait writable() {
    return writable;
  }

  /// How the connection is doing (`TCP_INFO`).
  public TcpStatistics info() {
    return TcpStatistics.of(connection);
  }

  // ---- listening

  /// Lets others connect; `backlog` connections and one wait for [#accept] at most (`listen`).
  ///
  /// @throws SocketException `EINVAL` when it is connected, `EADDRINUSE`
  public void listen(int backlog) throws SocketException {
    TcpState state = connection.state();
    if (state != TcpState.CLOSE && state != TcpState.LISTEN) {
      throw new SocketException(Errno.EINVAL);
    }
    int most = options.mostConnections(netns());
    int limit = Integer.compareUnsigned(backlog, most) > 0 ? most : backlog;
    if (state == TcpState.LISTEN) {
      connection.listenQueue().backlog(limit);
      return;
    }
    connection.device = boundDevice();
    connection.listenQueue(new ListenQueue(limit));
    prepareFastOpen(limit);
    connection.state(TcpState.LISTEN);
    if (!stack.table().binds().take(connection, connection.localPort)) {
      Closing.stopListening(connection);
      throw new SocketException(Errno.EADDRINUSE);
    }
    stack.table().addListener(connection);
  }

  /// The namespace may let every listener have fast open (`inet_listen`).
  private void prepareFastOpen(int limit) {
    int setting = stack.setting(TcpSetting.TCP_FASTOPEN);
    boolean every =
        (setting & FastOpenServer.EVERY_LISTENER) != 0 && (setting & FastOpenServer.SERVER) != 0;
    if (every && options.fastOpenQueue == 0) {
      options.fastOpenQueue = limit;
      stack.settings().fastOpenKeys().makeOnce();
    }
    connection.listenQueue().fastOpen().most(options.fastOpenQueue);
  }

  /// The connection that has waited longest, or null when none waits.
  ///
  /// @throws SocketException `EINVAL` when it does not listen
  public @Nullable TcpSocket accept() throws SocketException {
    if (connection.state() != TcpState.LISTEN) {
      throw new SocketException(Errno.EINVAL);
    }
    Connection first = connection.listenQueue().poll();
    if (first == null) {
      return null;
    }
    Request open = first.opening.fastOpenRequest();
    if (open != null) {
      open.accepted();
    }
    return first.socket;
  }

  /// As [#accept()], as a descriptor of the process.
  public @Nullable TcpSocket accept(Process process) throws SocketException {
    TcpSocket accepted = accept();
    if (accepted != null) {
      install(accepted, process);
    }
    return accepted;
  }

  /// Whether a connection waits to be accepted.
  public boolean hasConnection() {
    return connection.state() == TcpState.LISTEN && connection.listenQueue().size() > 0;
  }

  // ---- writing

  /// Takes bytes to send, as many as there is room for; returns how many, 0 when the program has to
  /// wait.
  ///
  /// @throws SocketException `EPIPE` when it is shut or not connected, or the error that is pending
  public int send(byte[] bytes, int from, int count) throws SocketException {
    return send(bytes, from, count, false);
  }

  /// As the other; `more` says that the program will write more at once (`MSG_MORE`).
  public int send(byte[] bytes, int from, int count, boolean more) throws SocketException {
    checkWritable();
    if (connection.opening.isDeferred()) {
      FastOpen with = new FastOpen(connection, bytes, from, count);
      connection.opening.askDeferred(with);
      return with.taken();
    }
    return append(bytes, from, count, more, false);
  }

  /// Connects, and sends the first of the bytes with the SYN if the other end has given a cookie
  /// for that, else asks for one; returns how many went (`MSG_FASTOPEN`).
  ///
  /// @throws SocketException as [#connect]; `EOPNOTSUPP` when that is switched off
  public int sendOpening(Ip address, int port, byte[] bytes, int from, int count)
      throws SocketException {
    if ((stack.setting(TcpSetting.TCP_FASTOPEN) & FastOpen.CLIENT) == 0) {
      throw new SocketException(Errno.EOPNOTSUPP);
    }
    TcpState state = connection.state();
    if (connection.opening.isDeferred()) {
      return send(bytes, from, count);
    }
    if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECV) {
      throw new SocketException(Errno.EALREADY);
    }
    FastOpen with = new FastOpen(connection, bytes, from, count);
    if (state != TcpState.CLOSE) {
      connect(address, port);
      return send(bytes, from, count);
    }
    connection.opening.fastOpen(with);
    connect(address, port);
    return with.taken();
  }

  /// Whether a connection was asked for, and its SYN waits for the first data.
  public boolean awaitsData() {
    return connection.opening.isDeferred();
  }

  /// Says whether the program waits until it can write more: the first ACK then waits for that.
  public void writePending(boolean waits) {
    connection.writePending = waits;
  }

  /// As [#send(byte\[\], int, int)]; nothing that is written later shares a segment with the last
  /// of these bytes (`MSG_EOR`).
  public int sendRecord(byte[] bytes, int from, int count) throws SocketException {
    checkWritable();
    return append(bytes, from, count, false, true);
  }

  private int append(byte[] bytes, int from, int count, boolean more, boolean endsRecord) {
    return connection.maySend()
        ? Sending.append(connection, bytes, from, count, more, endsRecord)
        : 0;
  }

  private void checkWritable() throws SocketException {
    failIfPending();
    if ((connection.shutdown & Connection.SHUT_WRITING) != 0) {
      throw new SocketException(Errno.EPIPE);
    }
    TcpState state = connection.state();
    if (!connection.maySend() && state != TcpState.SYN_SENT && state != TcpState.SYN_RECV) {
      throw new SocketException(Errno.EPIPE);
    }
  }

  /// Whether [#send] would take a good part of the buffer, or fail: what `poll` calls `POLLOUT`.
  public boolean canSend() {
    TcpState state = connection.state();
    if (state == TcpState.SYN_SENT) {
      return connection.opening.isDeferred();
    }
    if (state == TcpState.SYN_RECV && !connection.maySend()) {
      return false;
    }
    return (connection.shutdown & Connection.SHUT_WRITING) != 0
        || SendSpace.isWorthWaking(connection);
  }

  /// Sends a byte out of turn (`MSG_OOB`); returns whether there was room.
  public boolean sendUrgent(int octet) throws SocketException {
    byte[] one = {(byte) octet};
    checkWritable();
    if (!connection.maySend() || !SendSpace.isThere(connection)) {
      return false;
    }
    return Sending.appendUrgent(connection, one);
  }

  // ---- reading

  /// Reads what has come, `count` bytes at most; returns how many, 0 when nothing has come yet, -1
  /// at the end of the stream.
  ///
  /// @throws SocketException `ENOTCONN` when it never was connected, or the error that is pending
  public int receive(byte[] into, int at, int count) throws SocketException {
    return take(into, at, count, false);
  }

  /// As [#receive], but what has been read stays (`MSG_PEEK`).
  public int peek(byte[] into, int at, int count) throws SocketException {
    return take(into, at, count, true);
  }

  /// Throws away what has come, `count` bytes at most; returns as [#receive] does (`MSG_TRUNC`).
  public int skip(int count) throws SocketException {
    return take(null, 0, count, false);
  }

  private int take(byte @Nullable [] into, int at, int count, boolean stays)
      throws SocketException {
    if (connection.state() == TcpState.LISTEN) {
      throw new SocketException(Errno.ENOTCONN);
    }
    int done = connection.received.read(into, at, count, stays);
    if (done == 0) {
      return nothingToRead(count);
    }
    if (!stays) {
      connection.window.adjust();
      connection.acks.afterRead(done);
    }
    return done;
  }

  private int nothingToRead(int count) throws SocketException {
    if (count == 0) {
      return 0;
    }
    if (connection.finReceived) {
      return -1;
    }
    failIfPending();
    if ((connection.shutdown & Connection.SHUT_READING) != 0) {
      return -1;
    }
    if (connection.state() == TcpState.CLOSE) {
      throw new SocketException(Errno.ENOTCONN);
    }
    return 0;
  }

  /// How many connections wait to be accepted.
  public int waiting() {
    return connection.state() == TcpState.LISTEN ? connection.listenQueue().size() : 0;
  }

  /// How many may.
  public int backlog() {
    return connection.state() == TcpState.LISTEN ? connection.listenQueue().backlog() : 0;
  }

  /// Bytes that can be read at once (`FIONREAD`).
  public int available() {
    return connection.state() == TcpState.LISTEN ? 0 : connection.received.available();
  }

  /// Bytes that have come and were not read; the other end's FIN counts as one.
  public int unread() {
    return connection.received.unread();
  }

  /// Whether there is more to read than a byte that is passed over.
  private boolean hasBytes() {
    UrgentData urgent = connection.urgent();
    int least = urgent != null && urgent.isHoleNext() ? 2 : 1;
    return connection.state() != TcpState.LISTEN && unread() >= least;
  }

  /// Whether [#receive] or [#accept] would give something, or fail.
  public boolean canReceive() {
    return hasConnection()
        || hasBytes()
        || connection.shutdown != 0
        || connection.finReceived
        || hasInput();
  }

  /// Whether nothing more comes, as the other end or the program has said (`POLLRDHUP`).
  public boolean isShutForReading() {
    return (connection.shutdown & Connection.SHUT_READING) != 0;
  }

  /// Bytes that have been written and not acknowledged (`SIOCOUTQ`).
  public int unacknowledged() {
    return connection.writeSeq - connection.sndUna;
  }

  /// Bytes that are charged for what has come (`sk_rmem_alloc`).
  public int receiveCharged() {
    return connection.received.charged();
  }

  /// Bytes that are charged for what is to be sent or acknowledged (`sk_wmem_queued`).
  public int sendCharged() {
    return connection.writes.charged();
  }

  /// Bytes of those that wait in this host after they were sent (`sk_wmem_alloc`).
  public int queuedCharged() {
    return connection.queued.charged();
  }

  /// Bytes that it has and does not use (`sk_forward_alloc`).
  public int spareMemory() {
    return connection.memory.spare();
  }

  /// Takes the byte that came out of turn (`MSG_OOB`).
  ///
  /// @throws SocketException `EINVAL` when there is none, or it stays in the stream; `EAGAIN` when
  ///   it has been announced and not come
  public int receiveUrgent() throws SocketException {
    UrgentData urgent = connection.urgent();
    if (urgent == null) {
      throw new SocketException(Errno.EINVAL);
    }
    return urgent.take();
  }

  /// Whether a byte has come out of turn and was not taken (`POLLPRI`).
  public boolean hasUrgent() {
    UrgentData urgent = connection.urgent();
    return urgent != null && urgent.isHere();
  }

  /// Whether all in front of the byte that came out of turn has been read (`SIOCATMARK`).
  public boolean isAtMark() {
    UrgentData urgent = connection.urgent();
    return urgent != null && urgent.isNext();
  }

  // ---- ending

  /// Shuts one way or both (`shutdown`).
  ///
  /// @throws SocketException `ENOTCONN` when it is not connected
  public void shutdown(boolean reading, boolean writing) throws SocketException {
    TcpState state = connection.state();
    if (state == TcpState.CLOSE) {
      throw new SocketException(Errno.ENOTCONN);
    }
    Closing.shut(
        connection,
        (reading ? Connection.SHUT_READING : 0) | (writing ? Connection.SHUT_WRITING : 0));
    stateChanged();
  }

  @Override
  protected void detach() {
    super.detach();
    Closing.close(connection);
  }

  // ---- what the connection tells

  /// The connection has failed.
  void fail(Errno errno) {
    if (!isClosed()) {
      pending(errno);
      writable.signal();
    }
  }

  /// The connection is in another state: look again.
  @Override
  void stateChanged() {
    readable().signal();
    writable.signal();
  }

  void dataCame() {
    readable().signal();
  }

  /// There is room again for what the program has to write.
  void roomCame() {
    writable.signal();
  }

  /// The packet sets out; [#departed] is given what this returns.
  @Nullable Leg depart(Packet packet) {
    packet.priority(priority());
    return begin(packet);
  }

  /// The packet has been sent.
  void departed(@Nullable Leg before) {
    sent(before);
  }

  void tell(IcmpError error) {
    take(error, error.payload() + Tcp.HEADER, connection.remotePort);
  }

  void tell(Icmp6Error error) {
    take(error, error.payload() + Tcp.HEADER, connection.remotePort);
  }

  @Override
  public void released(int bytes) {
    connection.queued.released(bytes);
  }

  @Override
  public boolean pacedByDiscipline() {
    connection.pacing.leaveToDiscipline();
    return connection.state() != TcpState.LISTEN;
  }

  // ---- what datagrams have

  /// A stream has no datagrams: the bytes are written, all or none.
  ///
  /// @throws SocketException as [#send], `EAGAIN` when there is no room
  @Override
  public void send(byte[] bytes, @Nullable Ip destination, boolean confirm) throws SocketException {
    if (send(bytes, 0, bytes.length) < bytes.length) {
      throw new SocketException(Errno.EAGAIN);
    }
  }
}
