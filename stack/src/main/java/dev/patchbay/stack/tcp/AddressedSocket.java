package dev.patchbay.stack.tcp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.socket.Control;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.Ipv4Sender;
import dev.patchbay.stack.socket.Ipv6Sender;
import dev.patchbay.stack.socket.SocketException;
import org.jspecify.annotations.Nullable;

/// Which addresses and ports a TCP socket's ends have: what it is bound to, and whom it connects to
/// (`inet_bind`, `tcp_v4_connect`, `tcp_v6_connect`).
abstract class AddressedSocket extends TunableSocket {
  private boolean portGiven;
  private boolean addressGiven;

  /// Whether a connection was asked for, and the program has not been told that it is there.
  private boolean connecting;

  AddressedSocket(Netns netns, Family family, String title) {
    super(netns, family, title);
  }

  /// One that takes the options of another.
  AddressedSocket(TunableSocket of) {
    super(of);
  }

  @Override
  public int localPort() {
    return connection().localPort;
  }

  @Override
  public int remotePort() {
    return connection().remotePort;
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
    Ip at = address.unmapped();
    checkBind(at, port);
    connection().family = at.isUnspecified() ? family() : at.family();
    connection().localHi = at.hi();
    connection().localLo = at.lo();
    connection().device = boundDevice();
    if (!stack.table().binds().take(connection(), port)) {
      connection().localHi = 0;
      connection().localLo = 0;
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
    checkPrivilege(port);
    if (connection().state() != TcpState.CLOSE || connection().localPort != 0) {
      throw new SocketException(Errno.EINVAL);
    }
  }

  // ---- connecting

  @Override
  public void connect(Ip address) throws SocketException {
    connect(address, connection().remotePort);
  }

  /// Asks the other end for a connection(). That is there when [#isConnected]; it has failed when
  /// an error is pending.
  ///
  /// @throws SocketException as the route says; `EALREADY`, `EISCONN`, `EADDRINUSE`,
  ///   `EADDRNOTAVAIL` when no port is left, `EAFNOSUPPORT`
  public void connect(Ip address, int port) throws SocketException {
    switch (connection().state()) {
      case CLOSE -> {
        start(address, port);
        connecting = true;
      }
      case SYN_SENT, SYN_RECV ->
          throw new SocketException(
              connection().opening.isDeferred() ? Errno.EISCONN : Errno.EALREADY);
      default -> {
        if (!connecting) {
          throw new SocketException(Errno.EISCONN);
        }
        // Whoever asks again once it is there is told so.
        connecting = false;
      }
    }
  }

  private void start(Ip address, int port) throws SocketException {
    Ip to = destination(address, options.ipv6Only);
    Route route = to.isV4() ? findIpv4(to, port) : findIpv6(to, port);
    connection().family = to.family();
    connection().device = boundDevice();
    connection().remotePort = port;
    Ip own = local();
    Ip meant = remote();
    if (own == null || meant == null) {
      throw new SocketException(Errno.ENETUNREACH);
    }
    connection().localHi = own.hi();
    connection().localLo = own.lo();
    connection().remoteHi = meant.hi();
    connection().remoteLo = meant.lo();
    try {
      takePort();
    } catch (SocketException e) {
      forgetEnds();
      throw e;
    }
    takePending();
    connection().path.route(route);
    connection().opening.connect(route);
  }

  private void takePort() throws SocketException {
    if (connection().localPort == 0) {
      if (!stack.table().binds().choose(connection(), stack.table())) {
        throw new SocketException(Errno.EADDRNOTAVAIL);
      }
    }
    TcpEndpoint twin = stack.table().twin(connection());
    if (twin instanceof TimeWait wait && connection().opening.mayReuse(wait)) {
      connection().opening.continueAfter(wait);
    } else if (twin != null) {
      throw new SocketException(Errno.EADDRNOTAVAIL);
    }
  }

  private Route findIpv4(Ip to, int port) throws SocketException {
    RouteType type = Fib.of(netns(), Family.IPV4).addressType(to.hi(), boundDevice());
    if (type == RouteType.BROADCAST && !to.isUnspecified()) {
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

  private void forgetEnds() {
    connection().remoteHi = 0;
    connection().remoteLo = 0;
    connection().remotePort = 0;
    remote(null);
    if (!addressGiven) {
      connection().localHi = 0;
      connection().localLo = 0;
      local(null);
    }
  }

  /// Lets go of the connection: one that listens listens no more, one that is there is broken off
  /// (`connect` to `AF_UNSPEC`).
  public void disconnect() {
    Closing.breakOff(connection());
    forgetEnds();
  }

  boolean holdsPort() {
    return portGiven;
  }

  /// A stream has no datagrams.
  ///
  /// @throws SocketException `EOPNOTSUPP`
  @Override
  public final @Nullable Datagram receive() throws SocketException {
    throw new SocketException(Errno.EOPNOTSUPP);
  }
}
