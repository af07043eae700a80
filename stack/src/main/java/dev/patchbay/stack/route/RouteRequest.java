package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.LightweightTunnel;
import dev.patchbay.packet.Prefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a route is to be (`RTM_NEWROUTE`, `RTM_DELROUTE`): a plain carrier, filled in by whoever
/// parses a command line and read by [Routes]. What is null or 0 is not said.
public final class RouteRequest {
  /// How a route is to be put among those that are there.
  public enum Mode {
    /// New; refused when there is one (`NLM_F_CREATE | NLM_F_EXCL`).
    ADD,
    /// Behind the others of its prefix and metric (`NLM_F_CREATE | NLM_F_APPEND`).
    APPEND,
    /// Before the others (`NLM_F_CREATE`).
    PREPEND,
    /// In the place of the first one, or new (`NLM_F_CREATE | NLM_F_REPLACE`).
    REPLACE,
    /// In the place of the first one (`NLM_F_REPLACE`).
    CHANGE,
    /// Only refused or not (`NLM_F_EXCL`).
    TEST
  }

  /// One of several next hops (`struct rtnexthop`).
  public static final class Hop {
    public @Nullable NetDevice device;
    public @Nullable Ip gateway;

    /// From 1 to 256.
    public int weight = 1;

    /// Bits of [NextHopFlags].
    public int flags;

    public @Nullable String realms;

    /// What is added to packets (`encap`), or null.
    public @Nullable LightweightTunnel encap;
  }

  public Family family;

  /// Where the route leads; null for everywhere.
  public @Nullable Prefix destination;

  /// IPv6: which sources it is for.
  public @Nullable Prefix source;

  public int tos;

  /// The table; 0 for the one Linux chooses.
  public int table;

  public int protocol;

  /// See [dev.patchbay.stack.address.Scope].
  public int scope;

  public RouteType type = RouteType.UNSPEC;

  /// Bits of [NextHopFlags].
  public int flags;

  public @Nullable NetDevice device;

  /// The next hop; of the other family when it is given by `via inet6`.
  public @Nullable Ip gateway;

  /// What is added to the packets (`encap`), or null.
  public @Nullable LightweightTunnel encap;

  /// The source address to prefer.
  public @Nullable Ip preferredSource;

  /// The route's metric (`RTA_PRIORITY`), without a sign.
  public int metric;

  public RouteMetrics metrics = RouteMetrics.NONE;

  /// Several next hops, instead of the one above.
  public List<Hop> hops = new ArrayList<>(0);

  /// IPv6: a router's preference, `low`, `medium` or `high`.
  public @Nullable RoutePreference preference;

  /// IPv6: seconds until the route goes; 0 for never, or at once when it is [#expiring].
  public int expires;

  /// IPv6: whether the route goes by itself, however few seconds it has.
  public boolean expiring;

  /// The object that holds the next hops (`ip nexthop`); 0 for none.
  public int nextHopId;

  /// Which source or destination realms it belongs to, or 0.
  public int realms;

  public RouteRequest(Family family) {
    this.family = family;
  }

  /// Whether it says by itself where the route leads.
  boolean namesHops() {
    return device != null || gateway != null || !hops.isEmpty();
  }

  void checkNexthop() throws NetlinkException {
    if (nextHopId != 0 && namesHops()) {
      throw NexthopChecks.invalid("Nexthop specification and nexthop id are mutually exclusive.");
    }
  }
}
