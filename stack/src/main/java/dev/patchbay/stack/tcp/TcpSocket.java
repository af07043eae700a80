package dev.patchbay.stack.tcp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Wait;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpSetting;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.ip6.Ip6Netns;
import dev.patchbay.stack.ip6.Ip6Setting;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.socket.Control;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.Ipv4Sender;
import dev.patchbay.stack.socket.Ipv6Sender;
import dev.patchbay.stack.socket.LocalPorts;
import dev.patchbay.stack.socket.PathMtuDiscovery;
import dev.patchbay.stack.socket.SocketException;
import org.jspecify.annotations.Nullable;

/// A TCP socket (tcp(7)): what a program holds of a connection or a listener. No call waits: each
/// does what can be done at once, as the kernel's do with `O_NONBLOCK`; [#readable] and [#writable]
/// are signalled when there is more to do. One above IPv6 speaks IPv4, too, unless [#ipv6Only];
/// [#local] and [#remote] are then IPv4 addresses.
public final class TcpSocket extends IpSocket {
  private static final int LEAST_SEND_BUFFER = 4608;

  /// Headers and description of a packet, as the kernel counts them (`MAX_TCP_HEADER`, `sk_buff`).
  private static final int SEGMENT_OVERHEAD = 320 + 320;

  private static final int PACKET_OVERHEAD = 256;

  private final TcpStack stack;
  private final Connection connection;
  private final Wait writable;
  private final TcpOptions options;
  private boolean portGiven;
  private boolean addressGiven;
  private @Nullable NetDevice scope;

  /// A socket of the namespace; `title` says in journeys who sends.
  public TcpSocket(Netns netns, Family family, String title) {
    super(netns, family, IpProtocol.TCP, title);
    this.stack = TcpStack.of(netns);
    this.connection = new Connection(stack, this, family);
    this.writable = new Wait(stack.loop());
    this.options = new TcpOptions();
    options.ipv6Only =
        family == Family.IPV6 && Ip6Netns.of(netns).setting(Ip6Setting.BINDV6ONLY) != 0;
    options.sendBuffer = stack.settings().sendBuffer(1);
    if (IpStack.of(netns).settings().isOn(IpSetting.IP_NO_PMTU_DISC)) {
      pathMtuDiscovery(PathMtuDiscovery.DONT);
    }
  }

  /// One that a listener has made; it takes its options.
  private TcpSocket(TcpSocket listener, Request request) {
    super(listener.netns(), listener.family(), IpProtocol.TCP, listener.title());
    this.stack = listener.stack;
    this.options = new TcpOptions(listener.options);
    this.connection = new Connection(stack, this, request.family);
    this.writable = new Wait(stack.loop());
    takeOptions(listener);
    scope = request.linkDevice();
    if (listener.receiveBufferIsSet()) {
      connection.window.buffer(listener.connection.window.buffer());
    }
    connection.nonagle = listener.connection.nonagle;
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

  Connection connection() {
    return connection;
  }

  // ---- state

  /// Where its connection is.
  public TcpState state() {
    return connection.state();
  }

  /// Whether both ends have agreed on the connection, and it has not failed.
  public boolean isConnected() {
    return connection.state().isSynchronized();
  }

  @Override
  public int localPort() {
    return connection.localPort;
  }

  @Override
  public int remotePort() {
    return connection.remotePort;
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

  // ---- binding

  @Override
  public void bind(Ip address) throws SocketException {
    bind(address, 0);
  }

  /// Takes an address of the namespace, or any (`0.0.0.0`, `::`), and a port, or with 0 one that is
  /// free (`inet_bind`, `inet6_bind`).
  ///
  /// @throws SocketException `EADDRNOTAVAIL`, `EACCES` for a port that is root's, `EADDRINUSE`,
  ///   `EINVAL` when it has a port already or a link-local address lacks a device, `EAFNOSUPPORT`
  public void bind(Ip address, int port) throws SocketException {
    Ip at = unmapped(address);
    checkBind(at, port);
    connection.family = at.isUnspecified() ? family() : at.family();
    connection.localHi = at.hi();
    connection.localLo = at.lo();
    connection.device = boundDevice();
    if (!stack.table().binds().take(connection, port)) {
      connection.localHi = 0;
      connection.localLo = 0;
      throw new SocketException(Errno.EADDRINUSE);
    }
    local(at.isUnspecified() ? null : at);
    addressGiven = !at.isUnspecified();
    portGiven = port != 0;
  }

  private void checkBind(Ip at, int port) throws SocketException {
    if (family() == Family.IPV4 && !at.isV4()) {
      throw new SocketException(Errno.EAFNOSUPPORT);
    }
    if (at.isV4()) {
      if (options.ipv6Only) {
        throw new SocketException(Errno.EINVAL);
      }
      if (at.isMulticast() || !new Ipv4Sender(this).mayBind(at)) {
        throw new SocketException(Errno.EADDRNOTAVAIL);
      }
      checkPort(port);
      return;
    }
    checkPort(port);
    Ipv6Sender sender = ipv6Sender();
    if (at.isMulticast()) {
      throw new SocketException(Errno.EINVAL);
    }
    sender.checkBind(at);
    NetDevice link = sender.linkDevice();
    if (at.isLinkLocal() && link != null) {
      boundDevice(link);
    }
  }

  private void checkPort(int port) throws SocketException {
    if (port != 0 && user() != 0 && LocalPorts.of(netns()).isPrivileged(port)) {
      throw new SocketException(Errno.EACCES);
    }
    if (connection.state() != TcpState.CLOSE || connection.localPort != 0) {
      throw new SocketException(Errno.EINVAL);
    }
  }

  private static Ip unmapped(Ip address) {
    boolean mapped = address.isV6() && address.hi() == 0 && address.lo() >>> 32 == 0xffff;
    return mapped ? Ip.v4((int) address.lo()) : address;
  }

  private Ipv6Sender ipv6Sender() {
    Ipv6Sender sender = new Ipv6Sender(this);
    sender.scope(scope);
    return sender;
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
    connection.state(TcpState.LISTEN);
    if (!stack.table().binds().take(connection, connection.localPort)) {
      connection.stopListening();
      throw new SocketException(Errno.EADDRINUSE);
    }
    stack.table().addListener(connection);
  }

  /// The connection that has waited longest, or null when none waits.
  ///
  /// @throws SocketException `EINVAL` when it does not listen
  public @Nullable TcpSocket accept() throws SocketException {
    if (connection.state() != TcpState.LISTEN) {
      throw new SocketException(Errno.EINVAL);
    }
    Connection first = connection.listenQueue().poll();
    return first == null ? null : first.socket;
  }

  /// As [#accept()], as a descriptor of the process.
  public @Nullable TcpSocket accept(Process process) throws SocketException {
    TcpSocket accepted = accept();
    if (accepted != null) {
      int user = user();
      install(accepted, process);
      assert user >= 0;
    }
    return accepted;
  }

  /// Whether a connection waits to be accepted.
  public boolean hasConnection() {
    return connection.state() == TcpState.LISTEN && connection.listenQueue().size() > 0;
  }

  // ---- connecting

  @Override
  public void connect(Ip address) throws SocketException {
    connect(address, connection.remotePort);
  }

  /// Asks the other end for a connection. That is there when [#isConnected]; it has failed when an
  /// error is pending.
  ///
  /// @throws SocketException as the route says; `EALREADY`, `EISCONN`, `EADDRINUSE`,
  ///   `EADDRNOTAVAIL` when no port is left, `EAFNOSUPPORT`
  public void connect(Ip address, int port) throws SocketException {
    switch (connection.state()) {
      case CLOSE -> start(address, port);
      case SYN_SENT, SYN_RECV -> throw new SocketException(Errno.EALREADY);
      default -> throw new SocketException(Errno.EISCONN);
    }
  }

  private void start(Ip address, int port) throws SocketException {
    Ip to = destination(address);
    Route route = to.isV4() ? findIpv4(to, port) : findIpv6(to, port);
    connection.family = to.family();
    connection.device = boundDevice();
    connection.remotePort = port;
    Ip own = local();
    Ip meant = remote();
    if (own == null || meant == null) {
      throw new SocketException(Errno.ENETUNREACH);
    }
    connection.localHi = own.hi();
    connection.localLo = own.lo();
    connection.remoteHi = meant.hi();
    connection.remoteLo = meant.lo();
    try {
      takePort();
    } catch (SocketException e) {
      forgetEnds();
      throw e;
    }
    takePending();
    connection.route(route);
    connection.connect(route);
  }

  private void takePort() throws SocketException {
    if (connection.localPort == 0) {
      if (!stack.table().binds().choose(connection, stack.table())) {
        throw new SocketException(Errno.EADDRNOTAVAIL);
      }
    }
    TcpEndpoint twin = stack.table().twin(connection);
    if (twin instanceof TimeWait wait && connection.mayReuse(wait)) {
      connection.continueAfter(wait);
    } else if (twin != null) {
      throw new SocketException(Errno.EADDRNOTAVAIL);
    }
  }

  private Route findIpv4(Ip to, int port) throws SocketException {
    if (fib(Family.IPV4).addressType(to.hi(), boundDevice()) == RouteType.BROADCAST) {
      throw new SocketException(Errno.ENETUNREACH);
    }
    Ipv4Sender sender = new Ipv4Sender(this);
    sender.connect(to.toInt(), port);
    Route route = sender.route(sender.destination(), port, Control.NONE);
    if (route.type() != RouteType.UNICAST && !route.isLocal()) {
      throw new SocketException(Errno.ENETUNREACH);
    }
    remote(Ip.v4(sender.destination()));
    if (local() == null) {
      local(Ip.v4(sender.source()));
    }
    return route;
  }

  private Route findIpv6(Ip to, int port) throws SocketException {
    if (to.isMulticast()) {
      throw new SocketException(Errno.ENETUNREACH);
    }
    Ipv6Sender sender = ipv6Sender();
    NetDevice link = to.isLinkLocal() ? sender.linkDevice() : null;
    if (to.isLinkLocal() && link == null) {
      throw new SocketException(Errno.EINVAL);
    }
    if (link != null) {
      boundDevice(link);
    }
    Route route = sender.route(to, port, Control.NONE);
    remote(to);
    if (local() == null) {
      local(sender.source());
    }
    return route;
  }

  private Ip destination(Ip address) throws SocketException {
    Ip to = unmapped(address);
    Ip own = local();
    if (to.isV6() && to.isUnspecified()) {
      to = own != null && own.isV4() ? Ip.LOOPBACK4 : Ip.LOOPBACK6;
    }
    if (family() == Family.IPV4 && to.isV6()) {
      throw new SocketException(Errno.EAFNOSUPPORT);
    }
    boolean apart = own != null && own.family() != to.family();
    if (apart || (to.isV4() && options.ipv6Only)) {
      throw new SocketException(Errno.ENETUNREACH);
    }
    return to;
  }

  private void forgetEnds() {
    connection.remoteHi = 0;
    connection.remoteLo = 0;
    connection.remotePort = 0;
    remote(null);
    if (!addressGiven) {
      connection.localHi = 0;
      connection.localLo = 0;
      local(null);
    }
  }

  /// Lets go of the connection: one that listens listens no more, one that is there is broken off
  /// (`connect` to `AF_UNSPEC`).
  public void disconnect() {
    connection.breakOff();
    forgetEnds();
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
    return connection.state().maySend() ? Sending.append(connection, bytes, from, count, more) : 0;
  }

  private void checkWritable() throws SocketException {
    failIfPending();
    if ((connection.shutdown & Connection.SHUT_WRITING) != 0) {
      throw new SocketException(Errno.EPIPE);
    }
    TcpState state = connection.state();
    if (!state.maySend() && state != TcpState.SYN_SENT && state != TcpState.SYN_RECV) {
      throw new SocketException(Errno.EPIPE);
    }
  }

  /// Whether [#send] would take something, or fail.
  public boolean canSend() {
    TcpState state = connection.state();
    if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECV) {
      return false;
    }
    return (connection.shutdown & Connection.SHUT_WRITING) != 0 || hasRoom();
  }

  /// `sk_stream_memory_free`
  boolean hasRoom() {
    return connection.writes.charged() < options.sendBuffer;
  }

  /// Whether so much is free again that the program should be told (`sk_stream_is_writeable`).
  void spaceFreed() {
    if (connection.wantsSpace) {
      growSendBuffer();
    }
    if (connection.wantsSpace && connection.writes.charged() * 3L < options.sendBuffer * 2L) {
      connection.wantsSpace = false;
      writable.signal();
    }
  }

  /// Sends a byte out of turn (`MSG_OOB`); returns whether there was room.
  public boolean sendUrgent(int octet) throws SocketException {
    byte[] one = {(byte) octet};
    checkWritable();
    if (!connection.state().maySend() || !hasRoom()) {
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

  /// Whether [#receive] or [#accept] would give something, or fail.
  public boolean canReceive() {
    return hasConnection()
        || available() > 0
        || connection.shutdown != 0
        || connection.finReceived
        || hasInput();
  }

  /// Bytes that have been written and not acknowledged (`SIOCOUTQ`).
  public int unacknowledged() {
    return connection.writeSeq - connection.sndUna;
  }

  /// The byte that came out of turn (`MSG_OOB`), or -1 when there is none.
  public int receiveUrgent() {
    return connection.takeUrgent();
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
    connection.shut(
        (reading ? Connection.SHUT_READING : 0) | (writing ? Connection.SHUT_WRITING : 0));
    stateChanged();
  }

  @Override
  protected void detach() {
    super.detach();
    connection.close();
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
  void stateChanged() {
    readable().signal();
    writable.signal();
  }

  void dataCame() {
    readable().signal();
  }

  void depart(Packet packet) {
    packet.priority(priority());
    begin(packet);
  }

  void tell(IcmpError error) {
    take(error, error.payload() + Tcp.HEADER, connection.remotePort);
  }

  void tell(Icmp6Error error) {
    take(error, error.payload() + Tcp.HEADER, connection.remotePort);
  }

  // ---- what the connection asks

  TcpOptions options() {
    return options;
  }

  boolean holdsPort() {
    return portGiven;
  }

  /// Whether it takes the family's packets.
  boolean speaks(Family packets) {
    return family() == packets || (packets == Family.IPV4 && !options.ipv6Only);
  }

  boolean hearsFrom(NetDevice by) {
    return hears(by);
  }

  @Override
  protected boolean hearsDomains() {
    return stack.setting(TcpSetting.TCP_L3MDEV_ACCEPT) != 0;
  }

  Fib fib(Family of) {
    return Fib.of(netns(), of);
  }

  /// The way to the other end, or null when there is none (`inet_sk_rebuild_header`).
  @Nullable Route wayFor(Connection of) {
    try {
      return of.family == Family.IPV4
          ? new Ipv4Sender(this).route((int) (of.remoteHi >>> 32), of.remotePort, Control.NONE)
          : ipv6Sender().route(of.remote(), of.remotePort, Control.NONE);
    } catch (SocketException e) {
      of.softError(e.errno());
      return null;
    }
  }

  /// Bytes that a packet on its way may have.
  int pathMtu(Connection of, Route route) {
    if (!pathMtuDiscovery().usesPath()) {
      return route.device().mtu();
    }
    return of.family == Family.IPV4
        ? IpStack.of(netns()).pathMtu().of(route, (int) (of.remoteHi >>> 32))
        : Ip6Netns.of(netns()).pathMtu().of(route, of.remoteHi, of.remoteLo);
  }

  /// Whether packets say that they may not be cut (`ip_dont_fragment`).
  boolean dontFragment(Connection of, Route route) {
    PathMtuDiscovery discovery = pathMtuDiscovery();
    return discovery == PathMtuDiscovery.DO
        || discovery == PathMtuDiscovery.PROBE
        || (discovery == PathMtuDiscovery.WANT
            && !IpStack.of(netns()).pathMtu().isLocked(route, (int) (of.remoteHi >>> 32)));
  }

  boolean mayFragment() {
    return pathMtuDiscovery() == PathMtuDiscovery.DONT;
  }

  int largestReceiveBuffer() {
    return receiveMax();
  }

  int flowLabel() {
    return 0;
  }

  // ---- options

  /// Whether it shares its port with what is left of others (`SO_REUSEADDR`).
  public boolean reuseAddress() {
    return options.reuseAddress;
  }

  public void reuseAddress(boolean value) {
    options.reuseAddress = value;
  }

  /// Whether it shares its port, and what comes to it, with others of its user that say so
  /// (`SO_REUSEPORT`).
  public boolean reusePort() {
    return options.reusePort;
  }

  public void reusePort(boolean value) {
    options.reusePort = value;
  }

  /// Whether one above IPv6 keeps away from IPv4 (`IPV6_V6ONLY`).
  public boolean ipv6Only() {
    return options.ipv6Only;
  }

  /// Keeps it away from IPv4, or lets it speak it.
  ///
  /// @throws SocketException `EINVAL` once it has a port
  public void ipv6Only(boolean value) throws SocketException {
    if (connection.localPort != 0) {
      throw new SocketException(Errno.EINVAL);
    }
    options.ipv6Only = value;
  }

  /// The device that link-local addresses of IPv6 are on (`sin6_scope_id`).
  public void scope(@Nullable NetDevice device) {
    scope = device;
  }

  /// The device that the other end's link-local address is on, or null.
  public @Nullable NetDevice scope() {
    return scope;
  }

  /// Whether small segments are sent at once (`TCP_NODELAY`).
  public boolean noDelay() {
    return (connection.nonagle & Connection.NAGLE_OFF) != 0;
  }

  public void noDelay(boolean value) {
    if (value) {
      connection.nonagle |= Connection.NAGLE_OFF;
      push(connection.nonagle | Connection.NAGLE_PUSH);
    } else {
      connection.nonagle &= ~Connection.NAGLE_OFF;
    }
  }

  /// Whether only full segments are sent (`TCP_CORK`).
  public boolean cork() {
    return (connection.nonagle & Connection.NAGLE_CORK) != 0;
  }

  public void cork(boolean value) {
    if (value) {
      connection.nonagle |= Connection.NAGLE_CORK;
    } else {
      connection.nonagle &= ~Connection.NAGLE_CORK;
      push(connection.nonagle | Connection.NAGLE_OFF);
    }
  }

  private void push(int nagle) {
    if (connection.state().maySend()) {
      stack.output().push(connection, connection.currentMss(), nagle);
    }
  }

  /// Whether the other end is asked whether it is there, when nothing has been heard of it
  /// (`SO_KEEPALIVE`).
  public boolean keepAlive() {
    return options.keepAlive;
  }

  public void keepAlive(boolean value) {
    options.keepAlive = value;
    boolean asks = isConnected() && connection.state() != TcpState.LISTEN;
    if (value && asks) {
      connection.timers.armSilence(keepAliveIdle());
    } else if (!value) {
      connection.timers.stopSilence();
    }
  }

  /// Nanoseconds of silence after which it is asked first (`TCP_KEEPIDLE`).
  public long keepAliveIdle() {
    return seconds(options.keepAliveIdle, TcpSetting.TCP_KEEPALIVE_TIME);
  }

  /// Sets [#keepAliveIdle], in seconds from 1 to 32767.
  public void keepAliveIdle(int seconds) throws SocketException {
    options.keepAliveIdle = checked(seconds, 1, 32_767);
    if (options.keepAlive && isConnected()) {
      long silent = connection.now() - connection.lastReceiveTime();
      connection.timers.armSilence(Math.max(keepAliveIdle() - silent, 0));
    }
  }

  /// Nanoseconds between questions (`TCP_KEEPINTVL`).
  public long keepAliveInterval() {
    return seconds(options.keepAliveInterval, TcpSetting.TCP_KEEPALIVE_INTVL);
  }

  /// Sets [#keepAliveInterval], in seconds from 1 to 32767.
  public void keepAliveInterval(int seconds) throws SocketException {
    options.keepAliveInterval = checked(seconds, 1, 32_767);
  }

  /// Questions without an answer after which it gives up (`TCP_KEEPCNT`).
  public int keepAliveCount() {
    return options.keepAliveCount == 0
        ? stack.setting(TcpSetting.TCP_KEEPALIVE_PROBES)
        : options.keepAliveCount;
  }

  public void keepAliveCount(int count) throws SocketException {
    options.keepAliveCount = checked(count, 1, 127);
  }

  private long seconds(int own, TcpSetting setting) {
    return (own == 0 ? stack.setting(setting) : own) * RoundTrip.SECOND;
  }

  private static int checked(int value, int least, int most) throws SocketException {
    if (value < least || value > most) {
      throw new SocketException(Errno.EINVAL);
    }
    return value;
  }

  /// Seconds that closing waits for what has been written, -1 when it does not (`SO_LINGER`). With
  /// 0 the connection is broken off.
  public int linger() {
    return options.linger;
  }

  public void linger(int seconds) {
    options.linger = seconds;
  }

  /// Nanoseconds after which what was sent must have been acknowledged, 0 for as long as retries
  /// take (`TCP_USER_TIMEOUT`).
  public long userTimeout() {
    return options.userTimeout * RoundTrip.MILLISECOND;
  }

  /// Sets [#userTimeout], in milliseconds.
  public void userTimeout(int millis) throws SocketException {
    options.userTimeout = checked(millis, 0, Integer.MAX_VALUE);
  }

  /// Bytes that may wait to be sent or acknowledged (`SO_SNDBUF`).
  public int sendBuffer() {
    return options.sendBuffer;
  }

  /// Sets [#sendBuffer]: twice what is asked for, no more than twice `net.core.wmem_max`; it then
  /// stays as it is.
  public void sendBuffer(int bytes) {
    int asked = Math.min(Math.max(bytes, 0), sendMax());
    options.sendBuffer = Math.max(asked * 2, LEAST_SEND_BUFFER);
    options.sendBufferSet = true;
    writable.signal();
  }

  /// Lets the send buffer hold two windows (`tcp_sndbuf_expand`).
  void growSendBuffer() {
    int window = Math.max(connection.congestion.window(), Congestion.INITIAL);
    if (options.sendBufferSet
        || connection.scoreboard.inFlight() >= connection.congestion.window() * 2) {
      return;
    }
    int segment = Math.max(connection.peer.mssClamp, connection.mss) + SEGMENT_OVERHEAD;
    long each = 2L * Integer.highestOneBit(segment - 1) + PACKET_OVERHEAD;
    long wanted = 2 * each * Math.max(window, connection.scoreboard.reordering() + 1);
    if (wanted > options.sendBuffer) {
      options.sendBuffer = (int) Math.min(wanted, stack.settings().sendBuffer(2));
    }
  }

  @Override
  public int receiveBuffer() {
    return connection.window.buffer();
  }

  @Override
  public void receiveBuffer(int bytes) {
    super.receiveBuffer(bytes);
    connection.window.buffer(super.receiveBuffer());
    options.receiveBufferSet = true;
  }

  boolean receiveBufferIsSet() {
    return options.receiveBufferSet;
  }

  /// The largest segment, in bytes, or 0 for what the path says (`TCP_MAXSEG`).
  public int maximumSegment() {
    return options.maximumSegment;
  }

  public void maximumSegment(int bytes) throws SocketException {
    options.maximumSegment = bytes == 0 ? 0 : checked(bytes, 88, 32_767);
  }

  /// The name of the congestion control (`TCP_CONGESTION`).
  public String congestion() {
    return connection.congestion.control().name();
  }

  /// Chooses another congestion control.
  ///
  /// @throws SocketException `ENOENT` when there is none of that name
  public void congestion(String name) throws SocketException {
    if (!CongestionControls.exists(name)) {
      throw new SocketException(Errno.ENOENT);
    }
    connection.congestion.control(CongestionControls.make(name));
  }

  /// Whether what comes is acknowledged at once at present (`TCP_QUICKACK`).
  public boolean quickAck() {
    return connection.acks.isQuickAck();
  }

  public void quickAck(boolean value) {
    connection.acks.quickAck(value);
  }

  /// Seconds that a listener waits for data before it hands on a connection (`TCP_DEFER_ACCEPT`);
  /// in whole timeouts of its handshake.
  public void deferAccept(int seconds) {
    int retries = 0;
    for (long period = 1; seconds > 0 && period <= seconds && retries < 32; retries++) {
      period += Math.min(1L << (retries + 1), 120);
    }
    options.deferRetries = seconds > 0 ? Math.max(retries, 1) : 0;
  }

  int deferRetries() {
    return options.deferRetries;
  }

  /// How often a SYN is sent again, or 0 for what the setting says (`TCP_SYNCNT`).
  public int synRetries() {
    return options.synRetries;
  }

  public void synRetries(int count) throws SocketException {
    options.synRetries = checked(count, 1, 127);
  }

  /// Seconds that a closed connection waits for the other end's FIN (`TCP_LINGER2`): 0 for what the
  /// setting says, negative for none.
  public void finWait2(int seconds) {
    options.finWait2 = seconds;
  }

  /// The same in nanoseconds (`tcp_fin_time`).
  long finWait2Time() {
    if (options.finWait2 < 0) {
      return -1;
    }
    long time = seconds(options.finWait2, TcpSetting.TCP_FIN_TIMEOUT);
    long timeout = connection.roundTrip.timeout();
    return Math.max(time, (timeout << 2) - (timeout >> 1));
  }

  /// Whether urgent data stays in the stream (`SO_OOBINLINE`).
  public boolean urgentInline() {
    return options.urgentInline;
  }

  public void urgentInline(boolean value) {
    options.urgentInline = value;
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

  /// A stream has no datagrams.
  ///
  /// @throws SocketException `EOPNOTSUPP`
  @Override
  public @Nullable Datagram receive() throws SocketException {
    throw new SocketException(Errno.EOPNOTSUPP);
  }
}
