package dev.patchbay.stack.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.Scope;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Route requests in the words of `ip route`, for tests.
final class Requests {
  private final Netns netns;

  Requests(Netns netns) {
    this.netns = netns;
  }

  void add(String words) throws NetlinkException {
    Routes.of(netns).add(request(words, false), RouteRequest.Mode.ADD);
  }

  void put(RouteRequest.Mode mode, String words) throws NetlinkException {
    Routes.of(netns).add(request(words, false), mode);
  }

  void delete(String words) throws NetlinkException {
    Routes.of(netns).delete(request(words, true));
  }

  static void refused(ThrowingCallable request, Errno errno, String message) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            NetlinkException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(errno);
              assertThat(e.extended()).isEqualTo(message);
            });
  }

  /// As `ip route` makes it: scope and table follow from the rest unless they are named.
  RouteRequest request(String words, boolean deletes) {
    Iterator<String> rest = List.of(words.split(" ")).iterator();
    String word = rest.next();
    RouteType type = RouteType.ofWord(word);
    if (type != null) {
      word = rest.next();
    }
    boolean ipv6 = word.equals("default") ? words.contains(":") : word.contains(":");
    RouteRequest request = new RouteRequest(ipv6 ? Family.IPV6 : Family.IPV4);
    request.destination = word.equals("default") ? null : prefix(word);
    request.type = type != null || deletes ? orUnspec(type) : RouteType.UNICAST;
    request.protocol = deletes ? 0 : RouteProtocol.BOOT;
    request.scope = -1;
    while (rest.hasNext()) {
      take(request, rest.next(), rest);
    }
    finish(request, deletes);
    return request;
  }

  private static RouteType orUnspec(RouteType type) {
    return type == null ? RouteType.UNSPEC : type;
  }

  private static Prefix prefix(String word) {
    return Objects.requireNonNull(Prefix.parse(word), word);
  }

  private void take(RouteRequest request, String word, Iterator<String> rest) {
    RouteRequest.Hop hop = request.hops.isEmpty() ? null : request.hops.getLast();
    switch (word) {
      case "via" -> {
        Ip gateway = Ip.of(rest.next());
        if (hop == null) {
          request.gateway = gateway;
        } else {
          hop.gateway = gateway;
        }
      }
      case "dev" -> {
        var device = Objects.requireNonNull(netns.device(rest.next()));
        if (hop == null) {
          request.device = device;
        } else {
          hop.device = device;
        }
      }
      case "weight" -> Objects.requireNonNull(hop).weight = Integer.parseInt(rest.next());
      case "nexthop" -> request.hops.add(new RouteRequest.Hop());
      case "onlink" -> request.flags |= NextHopFlags.ONLINK;
      case "src" -> request.preferredSource = Ip.of(rest.next());
      case "from" -> request.source = prefix(rest.next());
      case "metric" -> request.metric = Integer.parseInt(rest.next());
      case "tos" -> request.tos = Integer.decode(rest.next());
      case "table" -> request.table = RouteTable.of(rest.next()).orElseThrow();
      case "proto" -> request.protocol = RouteProtocol.of(rest.next()).orElseThrow();
      case "scope" -> request.scope = Scope.of(rest.next()).orElseThrow();
      case "expires" -> request.expires = Integer.parseInt(rest.next());
      case "mtu" -> {
        int[] values = new int[RouteMetrics.COUNT];
        values[RouteMetrics.MTU] = Integer.parseInt(rest.next());
        request.metrics = RouteMetrics.of(values, null);
      }
      default -> throw new AssertionError(word);
    }
  }

  private static void finish(RouteRequest request, boolean deletes) {
    boolean local =
        request.type == RouteType.LOCAL
            || request.type == RouteType.BROADCAST
            || request.type == RouteType.ANYCAST;
    if (request.table == 0) {
      request.table = local ? RouteTable.LOCAL : RouteTable.MAIN;
    }
    if (request.scope < 0) {
      request.scope = scope(request, deletes);
    }
  }

  private static int scope(RouteRequest request, boolean deletes) {
    if (request.family == Family.IPV6) {
      return Scope.GLOBAL;
    }
    return switch (request.type) {
      case LOCAL -> Scope.HOST;
      case BROADCAST, MULTICAST, ANYCAST -> Scope.LINK;
      case UNICAST, UNSPEC -> {
        if (deletes) {
          yield Scope.NOWHERE;
        }
        boolean near = request.gateway == null && request.hops.isEmpty();
        yield near ? Scope.LINK : Scope.GLOBAL;
      }
      default -> Scope.GLOBAL;
    };
  }
}
