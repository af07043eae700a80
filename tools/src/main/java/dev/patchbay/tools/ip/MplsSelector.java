package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.mpls.MplsSnapshot;
import dev.patchbay.stack.mpls.MplsVia;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;
import org.jspecify.annotations.Nullable;

/// The words of `ip -f mpls route show` and `flush`: which routes. What they say need not be shown
/// again.
final class MplsSelector {
  @Nullable NetDevice device;
  @Nullable Integer protocol;
  @Nullable Integer scope;

  /// Whether the one table there is was asked for, as it is by those who name none.
  boolean isOfMain;

  private final Session session;
  private @Nullable Prefix via;
  private MplsWords.@Nullable LabelPrefix root;
  private MplsWords.@Nullable LabelPrefix match;
  private boolean nothing;

  MplsSelector(Session session) {
    this.session = session;
  }

  /// Reads them to the end.
  static MplsSelector read(Session session, Args args) {
    MplsSelector selector = new MplsSelector(session);
    selector.isOfMain = true;
    while (args.hasNext()) {
      String word = args.next();
      String keyword = RouteSelector.WORDS.find(word);
      if (keyword == null) {
        selector.label(word, args);
      } else {
        selector.take(keyword, args);
      }
    }
    return selector;
  }

  private void take(String keyword, Args args) {
    switch (keyword) {
      case "table" -> table(args.next());
      case "vrf" -> nothing |= Vrfs.table(session, args.next()) != RouteTable.MAIN;
      case "cached", "cloned" -> nothing = true;
      case "protocol" -> protocol = RouteSelector.protocolOf(session, args.next());
      case "scope" -> scope = RouteSelector.scopeOf(session, args.next());
      case "type" -> type(args.next());
      case "dev", "oif" -> device = session.requireDevice(args.next());
      case "via" -> via(args);
      default -> {
        // Nothing that routes of labels could have.
        args.next();
        nothing = true;
      }
    }
  }

  private void table(String word) {
    isOfMain = !word.equals("all");
    Integer number = Names.TABLES.number(session, word);
    if (number == null && !word.equals("all") && !word.equals("cache")) {
      throw Args.invarg("table id value is invalid\n", word);
    }
    nothing |= word.equals("cache") || (number != null && number != RouteTable.MAIN);
  }

  private void type(String word) {
    RouteType type = RouteWords.type(word);
    if (type == null) {
      throw Args.invarg("node type value is invalid\n", word);
    }
    nothing |= type != RouteType.UNICAST;
  }

  private void via(Args args) {
    String word = args.next();
    ProtocolFamily said = ProtocolFamily.of(word);
    via =
        InetText.prefix(said == null ? word : args.next(), said == null ? session.family() : said);
  }

  private void label(String word, Args args) {
    String value = Args.matches(word, "to") ? args.next() : word;
    if (Args.matches(value, "root")) {
      root = MplsWords.prefix(args.next());
    } else if (Args.matches(value, "match")) {
      match = MplsWords.prefix(args.next());
    } else {
      root = MplsWords.prefix(Args.matches(value, "exact") ? args.next() : value);
      match = root;
    }
  }

  /// Whether the route is one of those.
  boolean shows(MplsSnapshot route) {
    return !nothing
        && (protocol == null || protocol == route.protocol())
        && (scope == null || scope == 0)
        && (root == null || root.contains(route.label()))
        && (match == null || (match.length() == MplsWords.BITS && match.contains(route.label())))
        && leads(route);
  }

  private boolean leads(MplsSnapshot route) {
    if (device == null && via == null) {
      return true;
    }
    if (route.hops().size() != 1) {
      return false;
    }
    MplsSnapshot.Hop hop = route.hops().getFirst();
    boolean by = device == null || device.index() == hop.deviceIndex();
    return by
        && (via == null
            || (hop.via() instanceof MplsVia.Router(Ip address) && via.contains(address)));
  }
}
