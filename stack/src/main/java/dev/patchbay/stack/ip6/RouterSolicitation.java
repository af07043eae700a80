package dev.patchbay.stack.ip6;

import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv6Setting;

/// How a host asks for routers when its first address may be used (RFC 4861 section 6.3.7, RFC
/// 7559; `addrconf_rs_timer`): again and again, each time about twice as late, until one answers.
final class RouterSolicitation {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLION = 1_000_000;

  private final Addrconf addrconf;
  private final Inet6Device inet;
  private final Timer timer;
  private int sent;
  private long interval;

  RouterSolicitation(Addrconf addrconf, Inet6Device inet) {
    this.addrconf = addrconf;
    this.inet = inet;
    this.timer = new Timer(inet.netns().machine().number(), this::again);
  }

  /// Whether routers of the device are listened to (`ipv6_accept_ra`).
  static boolean accepts(Inet6Device inet) {
    int accept = inet.setting(Ipv6Setting.ACCEPT_RA);
    return inet.forwarding() ? accept == 2 : accept != 0;
  }

  /// Asks for the first time, from the link-local address.
  void begin(InterfaceAddress own) {
    send(own);
    interval = scatter(9, inet.setting(Ipv6Setting.ROUTER_SOLICITATION_INTERVAL) * SECOND);
    sent = 1;
    arm(interval);
  }

  void stop() {
    loop().disarm(timer);
  }

  private EventLoop loop() {
    return inet.netns().world().loop();
  }

  private void arm(long after) {
    loop().arm(timer, loop().now() + after);
  }

  private void send(InterfaceAddress own) {
    addrconf
        .discovery()
        .solicitRouters(inet.device(), own, Ipv6.LINK_MULTICAST_HI, Ipv6.ALL_ROUTERS_LO);
  }

  private void again() {
    int most = inet.setting(Ipv6Setting.ROUTER_SOLICITATIONS);
    InterfaceAddress own = NeighbourDiscoveryProtocol.linkLocal(inet);
    if (!inet.isReady() || !accepts(inet) || inet.hasHeardRouter() || own == null) {
      return;
    }
    if (most >= 0 && sent++ >= most) {
      return;
    }
    send(own);
    long longest = inet.setting(Ipv6Setting.ROUTER_SOLICITATION_MAX_INTERVAL) * SECOND;
    interval = scatter(19, interval);
    if (interval > longest) {
      interval = scatter(9, longest);
    }
    long delay = inet.setting(Ipv6Setting.ROUTER_SOLICITATION_DELAY) * SECOND;
    arm(most >= 0 && sent == most ? delay : interval);
  }

  /// A time between `tenths` and `tenths` + 2 tenths of the one given (RFC 3315 section 14).
  private long scatter(int tenths, long time) {
    long factor = tenths * (MILLION / 10) + random(2 * (MILLION / 10));
    return factor * (time / SECOND) * (SECOND / MILLION) + factor * (time % SECOND) / MILLION;
  }

  private long random(long most) {
    return Ip6Netns.of(inet.netns()).random().between(0, most);
  }
}
