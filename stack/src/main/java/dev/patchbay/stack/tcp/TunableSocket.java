package dev.patchbay.stack.tcp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.ip6.Ip6Netns;
import dev.patchbay.stack.ip6.Ip6Setting;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.Ipv6Sender;
import dev.patchbay.stack.socket.SocketException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a program may set of a TCP socket (`setsockopt` of `SOL_SOCKET`, `SOL_TCP`, `SOL_IPV6`),
/// and what the connection reads of it.
abstract class TunableSocket extends IpSocket {
  private static final int LEAST_SEND_BUFFER = 4608;

  final TcpStack stack;
  final TcpOptions options;
  private @Nullable NetDevice scope;

  TunableSocket(Netns netns, Family family, String title) {
    super(netns, family, IpProtocol.TCP, title);
    this.stack = TcpStack.of(netns);
    this.options = new TcpOptions();
    options.ipv6Only =
        family == Family.IPV6 && Ip6Netns.of(netns).setting(Ip6Setting.BINDV6ONLY) != 0;
    options.sendBuffer = stack.settings().sendBuffer(1);
  }

  /// One that takes the options of another.
  TunableSocket(TunableSocket of) {
    super(of.netns(), of.family(), IpProtocol.TCP, of.title());
    this.stack = of.stack;
    this.options = new TcpOptions(of.options);
    takeOptions(of);
  }

  abstract Connection connection();

  /// Something has changed that the program may wait for.
  abstract void stateChanged();

  /// Whether both ends have agreed on the connection, and it has not failed.
  public final boolean isConnected() {
    return connection().state().isSynchronized();
  }

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
    if (connection().localPort != 0) {
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
    return (connection().nonagle & Connection.NAGLE_OFF) != 0;
  }

  public void noDelay(boolean value) {
    if (value) {
      connection().nonagle |= Connection.NAGLE_OFF;
      push(connection().nonagle | Connection.NAGLE_PUSH);
    } else {
      connection().nonagle &= ~Connection.NAGLE_OFF;
    }
  }

  /// Whether only full segments are sent (`TCP_CORK`).
  public boolean cork() {
    return (connection().nonagle & Connection.NAGLE_CORK) != 0;
  }

  public void cork(boolean value) {
    if (value) {
      connection().nonagle |= Connection.NAGLE_CORK;
    } else {
      connection().nonagle &= ~Connection.NAGLE_CORK;
      push(connection().nonagle | Connection.NAGLE_OFF);
    }
  }

  private void push(int nagle) {
    if (connection().state().maySend()) {
      stack.output().push(connection(), connection().size.current(), nagle);
    }
  }

  /// Whether the other end is asked whether it is there, when nothing has been heard of it
  /// (`SO_KEEPALIVE`).
  public boolean keepAlive() {
    return options.keepAlive;
  }

  public void keepAlive(boolean value) {
    options.keepAlive = value;
    boolean asks = isConnected() && connection().state() != TcpState.LISTEN;
    if (value && asks) {
      connection().timers.armSilence(keepAliveIdle());
    } else if (!value) {
      connection().timers.stopSilence();
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
      long silent = connection().now() - connection().lastReceiveTime();
      connection().timers.armSilence(Math.max(keepAliveIdle() - silent, 0));
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
    stateChanged();
  }

  @Override
  public int receiveBuffer() {
    return connection().window.buffer();
  }

  @Override
  public void receiveBuffer(int bytes) {
    super.receiveBuffer(bytes);
    connection().window.buffer(super.receiveBuffer());
    options.receiveBufferSet = true;
  }

  boolean receiveBufferIsSet() {
    return options.receiveBufferSet;
  }

  /// So few bytes must wait to be sent for it to be writable; 0 for as many as the namespace says
  /// (`TCP_NOTSENT_LOWAT`).
  public int notSentLowWater() {
    return options.notSentLowWater;
  }

  public void notSentLowWater(int bytes) {
    options.notSentLowWater = bytes;
  }

  /// The largest segment that is asked for, in bytes, or 0 for what the path says.
  int askedSegment() {
    return options.maximumSegment;
  }

  /// The largest segment, in bytes: of a connection what it sends, before that what is asked for
  /// (`TCP_MAXSEG`).
  public int maximumSegment() {
    TcpState state = connection().state();
    boolean unconnected = state == TcpState.CLOSE || state == TcpState.LISTEN;
    return unconnected && options.maximumSegment != 0
        ? options.maximumSegment
        : connection().size.mss;
  }

  public void maximumSegment(int bytes) throws SocketException {
    options.maximumSegment = bytes == 0 ? 0 : checked(bytes, 88, 32_767);
  }

  /// The name of the congestion control (`TCP_CONGESTION`).
  public String congestion() {
    return connection().congestion.control().name();
  }

  /// Chooses another congestion control.
  ///
  /// @throws SocketException `ENOENT` when there is none of that name, `EPERM` when it is root's
  public void congestion(String name) throws SocketException {
    if (!CongestionControls.exists(name)) {
      throw new SocketException(Errno.ENOENT);
    }
    if (user() != 0 && !CongestionControls.of(netns()).isAllowed(name)) {
      throw new SocketException(Errno.EPERM);
    }
    connection().congestion.control(CongestionControls.make(name));
  }

  /// Whether what comes is acknowledged at once at present (`TCP_QUICKACK`).
  public boolean quickAck() {
    return connection().acks.isQuickAck();
  }

  public void quickAck(boolean value) {
    connection().acks.quickAck(value);
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
    long timeout = connection().roundTrip.timeout();
    return Math.max(time, (timeout << 2) - (timeout >> 1));
  }

  // ---- fast open

  /// How many connections may wait that came by fast open (`TCP_FASTOPEN`).
  public int fastOpenQueue() {
    return options.fastOpenQueue;
  }

  /// Sets [#fastOpenQueue], no more than `net.core.somaxconn`; 0 is none.
  ///
  /// @throws SocketException `EINVAL` for a negative number, or once it is connected
  public void fastOpenQueue(int connections) throws SocketException {
    TcpState state = connection().state();
    checked(connections, 0, Integer.MAX_VALUE);
    if (state != TcpState.CLOSE && state != TcpState.LISTEN) {
      throw new SocketException(Errno.EINVAL);
    }
    stack.settings().fastOpenKeys().makeOnce();
    options.fastOpenQueue = Math.min(connections, options.mostConnections(netns()));
    if (state == TcpState.LISTEN) {
      connection().listenQueue().fastOpen().most(options.fastOpenQueue);
    }
  }

  /// Whether a connection begins with the first data that is written (`TCP_FASTOPEN_CONNECT`).
  public boolean fastOpenConnect() {
    return options.fastOpenConnect;
  }

  /// Sets [#fastOpenConnect].
  ///
  /// @throws SocketException `EOPNOTSUPP` when that is switched off, `EINVAL` once it is connected
  public void fastOpenConnect(boolean value) throws SocketException {
    if ((stack.setting(TcpSetting.TCP_FASTOPEN) & FastOpen.CLIENT) == 0) {
      throw new SocketException(Errno.EOPNOTSUPP);
    }
    if (connection().state() != TcpState.CLOSE) {
      throw new SocketException(Errno.EINVAL);
    }
    options.fastOpenConnect = value;
  }

  /// Whether fast open needs no cookie (`TCP_FASTOPEN_NO_COOKIE`).
  public boolean fastOpenNoCookie() {
    return options.fastOpenNoCookie;
  }

  public void fastOpenNoCookie(boolean value) throws SocketException {
    TcpState state = connection().state();
    if (state != TcpState.CLOSE && state != TcpState.LISTEN) {
      throw new SocketException(Errno.EINVAL);
    }
    options.fastOpenNoCookie = value;
  }

  /// The keys of a listener's cookies, 16 bytes or 32: its own or the namespace's
  /// (`TCP_FASTOPEN_KEY`).
  public byte[] fastOpenKey() {
    FastOpenKeys own = options.fastOpenKeys;
    return own == null ? stack.settings().fastOpenKeys().bytes() : own.bytes();
  }

  public void fastOpenKey(byte[] keys) throws SocketException {
    if (keys.length != FastOpenKeys.LENGTH && keys.length != 2 * FastOpenKeys.LENGTH) {
      throw new SocketException(Errno.EINVAL);
    }
    FastOpenKeys own = new FastOpenKeys(netns());
    own.bytes(keys);
    options.fastOpenKeys = own;
  }

  @Nullable FastOpenKeys fastOpenKeys() {
    return options.fastOpenKeys;
  }

  /// Bytes a second that are sent at most, or -1 for as many as may be (`SO_MAX_PACING_RATE`).
  public long mostPace() {
    return connection().pacing.most();
  }

  public void mostPace(long bytes) {
    connection().pacing.most(bytes);
  }

  /// Whether urgent data stays in the stream (`SO_OOBINLINE`).
  public boolean urgentInline() {
    return options.urgentInline;
  }

  public void urgentInline(boolean value) {
    options.urgentInline = value;
  }

  /// The keys that segments of some addresses are signed with, the newest first.
  public List<Md5Key> md5Keys() {
    Md5Keys keys = options.md5;
    return keys == null ? List.of() : keys.all();
  }

  /// Signs what is sent to the addresses, and takes from them only what is signed so; an empty
  /// secret takes the key away (`TCP_MD5SIG`, `TCP_MD5SIG_EXT`).
  ///
  /// @throws SocketException `EINVAL` when the secret has more than 80 bytes or the addresses are
  ///   of a family that the socket does not speak, `ENOENT` when there is no key to take away
  public void md5Key(Prefix addresses, byte[] secret) throws SocketException {
    boolean known = family() == Family.IPV6 || addresses.family() == Family.IPV4;
    if (!known || secret.length > Md5Key.LONGEST) {
      throw new SocketException(Errno.EINVAL);
    }
    Md5Keys keys = options.md5 == null ? new Md5Keys() : options.md5;
    if (secret.length == 0) {
      keys.remove(addresses.network());
    } else {
      keys.put(addresses.network(), secret);
      options.md5 = keys;
    }
  }

  // ---- what the connection asks

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

  int largestReceiveBuffer() {
    return receiveMax();
  }

  /// The flow label of its packets of IPv6 (`IPV6_FLOWINFO_SEND`); 0 for the one that the namespace
  /// makes.
  public void flowLabel(int label) {
    options.flowLabel = label;
  }

  int flowLabel() {
    return options.flowLabel;
  }

  final Ipv6Sender ipv6Sender() {
    Ipv6Sender sender = new Ipv6Sender(this);
    sender.scope(scope());
    return sender;
  }
}
