package dev.patchbay.stack.route;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.address.Scope;
import org.jspecify.annotations.Nullable;

/// What a route is looked up by (`flowi4`, `flowi6`), and what was found. One is used again and
/// again, so that a packet allocates none: [#clear] it, fill it in, ask the [Fib].
///
/// Addresses are left-aligned in 128 bits, see [dev.patchbay.packet.Ip]; 0 is none.
public final class Flow {
  public long destinationHi;
  public long destinationLo;
  public long sourceHi;
  public long sourceLo;

  /// The device the packet came in by; null when it is made here.
  public @Nullable NetDevice input;

  /// The device it must leave by (`oif`), or null.
  public @Nullable NetDevice output;

  /// The routing domain that the devices above say, see [L3Master]; found by the lookup
  /// (`flowi_l3mdev`).
  @Nullable NetDevice domain;

  /// Type of service or traffic class.
  public int tos;

  public int mark;

  /// The IP protocol, or 0.
  public int protocol;

  public int sourcePort;
  public int destinationPort;

  /// The flow label of IPv6.
  public int flowLabel;

  public int uid;

  /// The packet that is passed on, or that an error is about: what several next hops are chosen
  /// among by. Null where the fields above say it.
  public @Nullable Packet subject;

  /// Whether the source may be an address that is not one of the namespace's own
  /// (`FLOWI_FLAG_ANYSRC`).
  public boolean anySource;

  /// The type of service, as rules compare it.
  int ruleTos;

  /// IPv6: the device that is preferred, and whether it is the only one that counts.
  @Nullable NetDevice preferred;

  boolean strict;

  /// How near the destination must be, see [dev.patchbay.stack.address.Scope]. IPv4 only.
  int scope;

  /// Whether a way without carrier is as good as any.
  boolean ignoresLinkstate;

  /// Whether routers that do not answer are passed over. IPv6 only.
  boolean avoidsFailedRouters;

  /// Whether a router has been passed over.
  boolean passedOver;

  // ---- what was found

  /// The table that had it, or 0.
  int table;

  /// The number of the error the sender is told, or 0.
  public int error;

  /// Why the packet is refused, when there is no route object for it.
  public @Nullable DropReason refusal;

  /// The route as it stands in its table, or null; IPv4: perhaps not asked for yet, see [#entry()].
  @Nullable FibEntry entry;

  /// The way of the route, or null.
  @Nullable Way way;

  /// IPv4: among which prefixes the route is that of the longest one, where it is not known.
  @Nullable PrefixMap within;

  /// Which of its next hops, or null.
  public @Nullable NextHop hop;

  /// Whether the sender of a forwarded packet should be told of a better gateway
  /// (`IPSKB_DOREDIRECT`).
  public boolean redirect;

  public Flow() {}

  /// Forgets everything.
  public Flow clear() {
    destinationHi = 0;
    destinationLo = 0;
    sourceHi = 0;
    sourceLo = 0;
    input = null;
    output = null;
    tos = 0;
    mark = 0;
    protocol = 0;
    sourcePort = 0;
    destinationPort = 0;
    flowLabel = 0;
    uid = 0;
    subject = null;
    anySource = false;
    ruleTos = 0;
    preferred = null;
    strict = false;
    scope = 0;
    ignoresLinkstate = false;
    avoidsFailedRouters = false;
    return clearResult();
  }

  /// The destination must be on a link: no router will do (`RTO_ONLINK`). IPv4 only.
  public void onLink() {
    scope = Scope.LINK;
  }

  /// Takes the transport protocol and its ports from a packet, whose header of `protocol` is at
  /// `at` and whose bytes end at `end`; `at` is less than 0 where there is no such header, as in a
  /// later fragment.
  public void transport(byte[] bytes, int protocol, int at, int end) {
    this.protocol = protocol;
    boolean hasPorts = IpProtocol.hasPorts(protocol) && at >= 0 && at + 4 <= end;
    sourcePort = hasPorts ? Udp.sourcePort(bytes, at) : 0;
    destinationPort = hasPorts ? Udp.destinationPort(bytes, at) : 0;
  }

  /// Finds the domain of its devices. One that is named itself only says which table is asked; it
  /// is no device to leave by (`l3mdev_update_flow`).
  void enterDomain() {
    NetDevice out = output;
    NetDevice by = out == null ? input : out;
    if (domain == null && by != null) {
      domain = L3Master.of(by);
    }
    if (out instanceof L3Master) {
      output = null;
      preferred = null;
    }
  }

  Flow clearResult() {
    error = 0;
    passedOver = false;
    domain = null;
    refusal = null;
    forgetRoute();
    redirect = false;
    return this;
  }

  /// Whether there were several next hops to choose among, so that what was found is this packet's
  /// alone.
  public boolean hadChoice() {
    Way found = way;
    return found != null && found.hops.length > 1;
  }

  /// No route has been found.
  void forgetRoute() {
    entry = null;
    way = null;
    within = null;
    hop = null;
    table = 0;
  }

  /// The route as it stands in its table, or null.
  public @Nullable FibEntry entry() {
    PrefixMap prefixes = within;
    if (prefixes != null) {
      entry = prefixes.longest(destinationHi, destinationLo);
      within = null;
    }
    return entry;
  }
}
