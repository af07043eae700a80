package dev.patchbay.stack.route;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;

/// The route requests of a namespace, for both families (`RTM_NEWROUTE`, `RTM_DELROUTE`,
/// `RTM_GETROUTE`), refused in the kernel's order and with its words.
public final class Routes implements NetnsPart {
  public static final Key<Routes> KEY = new Key<>(Routes::new);

  private final Netns netns;

  private Routes(Netns netns) {
    this.netns = netns;
  }

  /// The routes of the namespace.
  public static Routes of(Netns netns) {
    return netns.part(KEY);
  }

  /// Puts a route into its table (`ip route add`, `append`, `replace`, …).
  public void add(RouteRequest request, RouteRequest.Mode mode) throws NetlinkException {
    EncapChecks.check(netns.machine(), request);
    Fib fib = Fib.of(netns, request.family);
    if (request.family == Family.IPV4) {
      new Ipv4Routes(fib).add(request, mode);
    } else {
      new Ipv6Routes(fib).add(request, mode);
    }
  }

  /// Takes away the first route that is as the request says (`ip route del`).
  public void delete(RouteRequest request) throws NetlinkException {
    Fib fib = Fib.of(netns, request.family);
    if (request.family == Family.IPV4) {
      new Ipv4Routes(fib).delete(request);
    } else {
      new Ipv6Routes(fib).delete(request);
    }
  }

  /// Where a packet would go (`ip route get`).
  public RouteSnapshot get(RouteQuestion question) throws NetlinkException {
    return new RouteAnswers(Fib.of(netns, question.family)).get(question);
  }

  /// What has been learned of single destinations, as routes (`ip route show cache`).
  public List<RouteSnapshot> learnt(Family family) {
    return new RouteAnswers(Fib.of(netns, family)).learnt();
  }

  /// The routes of a family in the kernel's order: of one table, or with [RouteTable#UNSPEC] of
  /// all.
  ///
  /// @throws NetlinkException `ENOENT` when there is no such table
  public List<RouteSnapshot> snapshots(Family family, int table) throws NetlinkException {
    Fib fib = Fib.of(netns, family);
    if (table != RouteTable.UNSPEC && fib.table(table) == null) {
      String name = family == Family.IPV4 ? "ipv4" : "ipv6";
      throw new NetlinkException(Errno.ENOENT, name + ": FIB table does not exist.");
    }
    List<RouteSnapshot> snapshots = new ArrayList<>();
    for (FibTable one : fib.tables()) {
      if (table == RouteTable.UNSPEC || table == one.id) {
        for (FibEntry entry : one.entries(family)) {
          snapshots.add(Snapshots.of(fib, entry, one.id));
        }
      }
    }
    return snapshots;
  }
}
