package dev.patchbay.stack.route;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The forwarding information base of one family in one namespace: the tables, and the questions a
/// packet asks of them.
///
/// **IPv4's tables local and main are one as long as nobody adds rules**, as in the kernel: the
/// longest prefix of both decides, and of one prefix the local table goes first. IPv6's are asked
/// one after the other.
public final class Fib implements NetnsPart {
  static final Key<Fib> IPV4 = new Key<>(netns -> new Fib(netns, Family.IPV4));
  static final Key<Fib> IPV6 = new Key<>(netns -> new Fib(netns, Family.IPV6));

  private final Netns netns;
  private final Family family;
  private final Lookup lookup;
  private int @Nullable [] settings;
  private final List<FibTable> tables = new ArrayList<>(2);
  private final FibTable main;
  private final Ways ways = new Ways();
  private @Nullable RuleList rules;
  private boolean needsPorts;
  private @Nullable RouteExpiry expiry;
  private List<Route> noRoutes = List.of();
  private boolean hasCustomLocalRoutes;
  private boolean hasMarkedHops;
  private @Nullable MultipathHash multipathHash;
  private int generation;

  private Fib(Netns netns, Family family) {
    this.netns = netns;
    this.family = family;
    this.lookup = family == Family.IPV4 ? new Ipv4Lookup(this) : new Ipv6Lookup(this);
    this.main = new FibTable(RouteTable.MAIN, new PrefixMap());
    if (family == Family.IPV6) {
      makeTable(RouteTable.LOCAL);
      makeTable(RouteTable.MAIN);
    }
  }

  /// The routes of a family in a namespace.
  public static Fib of(Netns netns, Family family) {
    return netns.part(family == Family.IPV4 ? IPV4 : IPV6);
  }

  public Family family() {
    return family;
  }

  public Netns netns() {
    return netns;
  }

  /// A setting of routing.
  public int setting(RouteSetting setting) {
    int[] own = settings;
    return own == null ? setting.initial(family) : own[setting.ordinal()];
  }

  void setting(RouteSetting setting, int value) {
    int[] own = settings;
    if (own == null) {
      own = new int[RouteSetting.values().length];
      for (RouteSetting one : RouteSetting.values()) {
        own[one.ordinal()] = one.initial(family);
      }
      settings = own;
    }
    own[setting.ordinal()] = value;
    findNeeds();
    flushCache();
  }

  /// Another number whenever a route or an address has changed: a route that was looked up before
  /// is then looked up again (`rt_genid`).
  public int generation() {
    return generation;
  }

  /// Whatever was looked up before is to be looked up again (`rt_cache_flush`).
  public void flushCache() {
    generation++;
  }

  /// As [#flushCache()], where there are routes at all.
  static void flushCache(Netns netns, Family family) {
    if (netns.hasPart(family == Family.IPV4 ? IPV4 : IPV6)) {
      of(netns, family).flushCache();
    }
  }

  // ---- what packets ask

  /// The way of a packet made here (`ip_route_output_key_hash`, `ip6_route_output_flags`). Fills in
  /// the flow's source where it has none; for IPv6 an [Flow#anySource] stays empty. Null when there
  /// is no way: the flow's `error` is the sender's.
  public @Nullable Route output(Flow flow) {
    return lookup.output(flow.clearResult());
  }

  /// The way of a packet that came by the flow's `input` device (`ip_route_input_slow`,
  /// `ip6_route_input`). A route whose `error` is not 0 means that the sender is told. Null means
  /// that it is dropped: the flow's `refusal` says why, its `error` is the kernel's.
  public @Nullable Route input(Flow flow) {
    return lookup.input(flow.clearResult());
  }

  /// What the address is to this namespace, whatever the device (`inet_addr_type`).
  public RouteType addressType(long hi, long lo) {
    return lookup.addressType(hi, lo);
  }

  /// What the address is to the routing domain of the device, see [L3Master], or without a device
  /// to the namespace (`inet_addr_type_dev_table`). IPv4 only.
  public RouteType addressType(long hi, @Nullable NetDevice device) {
    return lookup instanceof Ipv4Lookup ipv4
        ? ipv4.addressType(hi, table(L3Master.table(device, RouteTable.LOCAL)))
        : lookup.addressType(hi, 0);
  }

  /// The source address for what is sent by `device` to `destinationHi` (0: nowhere special) that
  /// reaches as far as `scope` (`inet_select_addr`): the first half of it, or 0. IPv4 only.
  public long selectSource(NetDevice device, long destinationHi, int scope) {
    return Ipv4Sources.select(device, destinationHi, scope);
  }

  /// Puts the best source address for the flow's destination into the flow, as if it left by
  /// `device` (`ipv6_dev_get_saddr`); false when there is none. IPv6 only.
  public boolean selectSource(NetDevice device, Flow flow) {
    return MachineRoutes.of(netns.machine()).sourceSelection().select(netns, device, flow);
  }

  /// Whether the address is on the link of the device (`inet_addr_onlink`). IPv4 only.
  public boolean isOnLink(NetDevice device, long hi) {
    return Ipv4Sources.isOnLink(device, hi, 0);
  }

  /// Says who chooses the source addresses of IPv6 on a machine.
  public static void sourceSelection(Machine machine, SourceSelection selection) {
    MachineRoutes.of(machine).sourceSelection(selection);
  }

  /// Says who knows which IPv6 routers of a machine's links do not answer.
  public static void routerReachability(Machine machine, RouterReachability reachability) {
    MachineRoutes.of(machine).routerReachability(reachability);
  }

  /// Says who knows which gateways of IPv4 on a machine's links do not answer.
  public static void gatewayReachability(Machine machine, RouterReachability reachability) {
    MachineRoutes.of(machine).gatewayReachability(reachability);
  }

  /// How many ways of a machine's routes give their packets labels.
  public static int labelledHops(Machine machine) {
    int[] count = {0};
    for (Netns netns : machine.namespaces()) {
      for (Family family : Family.values()) {
        if (netns.hasPart(family == Family.IPV4 ? IPV4 : IPV6)) {
          of(netns, family).ways().forEach(way -> count[0] += way.labelledHops());
        }
      }
    }
    return count[0];
  }

  // ---- what devices bring about

  /// IPv6: the route to all groups by this device (`addrconf_add_mroute`).
  public void addMulticastRoute(NetDevice device) {
    Ipv6AddressRoutes.addMulticast(this, device);
  }

  /// The family stops on the device: its routes go (`fib_disable_ip`, `rt6_disable_ip`).
  public void disable(NetDevice device) {
    DeviceRoutes.disable(this, device, true);
  }

  // ---- rules

  /// Whether rules ask for a packet's ports and protocol, so that they must be in its flow.
  public boolean needsPorts() {
    return needsPorts;
  }

  private void findNeeds() {
    RuleList list = rules;
    needsPorts = list != null && list.needsPorts();
  }

  /// Whether somebody has changed the rules.
  boolean hasRules() {
    return rules != null;
  }

  /// The rules that somebody has changed, or null.
  @Nullable RuleList knownRules() {
    return rules;
  }

  /// The rules, to be changed.
  RuleList ruleList() {
    RuleList list = rules;
    return list == null ? new RuleList(lookup, family) : list;
  }

  /// The rules count from now on, and the local table is asked by itself (`fib_unmerge`).
  void use(RuleList list) {
    if (rules == null && family == Family.IPV4) {
      separateTables();
    }
    rules = list;
    findNeeds();
    flushCache();
  }

  private void separateTables() {
    FibTable local = table(RouteTable.LOCAL);
    if (local == null) {
      return;
    }
    PrefixMap shared = main.prefixes;
    main.prefixes = new PrefixMap();
    local.prefixes = new PrefixMap();
    shared.forEach(first -> {
      FibEntry next;
      for (FibEntry entry = first; entry != null; entry = next) {
        next = entry.next;
        append(entry.way.table == RouteTable.LOCAL ? local : main, entry);
      }
    });
  }

  private static void append(FibTable table, FibEntry entry) {
    FibEntry first = table.first(entry);
    entry.next = null;
    table.insert(entry, first, first == null ? null : FibTable.before(null, first));
  }

  // ---- tables

  /// The tables, as the kernel lists them: by the low byte of their numbers, in it the newest
  /// first. IPv4's are made by their first route.
  List<FibTable> tables() {
    return tables;
  }

  Lookup lookup() {
    return lookup;
  }

  /// The table main, though it may have not been made yet.
  FibTable main() {
    return main;
  }

  @Nullable FibTable table(int id) {
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).id == id) {
        return tables.get(i);
      }
    }
    return null;
  }

  /// The table of that number, made when there is none.
  FibTable makeTable(int id) {
    FibTable table = table(id);
    if (table != null) {
      return table;
    }
    boolean joinsMain = family == Family.IPV4 && id == RouteTable.LOCAL && rules == null;
    if (joinsMain) {
      makeTable(RouteTable.MAIN);
    }
    table =
        id == RouteTable.MAIN
            ? main
            : new FibTable(id, joinsMain ? main.prefixes : new PrefixMap());
    list(table);
    return table;
  }

  private void list(FibTable table) {
    int at = 0;
    while (at < tables.size() && (tables.get(at).id & 0xff) < (table.id & 0xff)) {
      at++;
    }
    tables.add(at, table);
  }

  /// Makes the table of that number if there is none, so that it can be asked.
  public void ensureTable(int id) {
    makeTable(id);
  }

  /// The entries that have a next hop of their own by the device, in the order in which the kernel
  /// walks them.
  List<FibEntry> entriesBy(NetDevice device) {
    return ways.has(way -> way.owns(device)) ? entries(entry -> entry.way.owns(device)) : List.of();
  }

  /// The entries that are `wanted`, in the order in which the kernel walks them.
  List<FibEntry> entries(Predicate<FibEntry> wanted) {
    List<FibEntry> found = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      found.addAll(tables.get(i).entries(family, wanted));
    }
    return found;
  }

  Ways ways() {
    return ways;
  }

  /// Whether some next hop may be dead or without carrier.
  boolean hasMarkedHops() {
    return hasMarkedHops;
  }

  /// A next hop is dead or without carrier from now on.
  void markedHop() {
    hasMarkedHops = true;
  }

  /// Looks whether there are such next hops still.
  void findMarkedHops() {
    hasMarkedHops = ways.has(Way::hasMarkedHop);
  }

  /// Puts an entry behind another one of its prefix, or before `first` when that is null.
  void insert(FibTable table, FibEntry entry, @Nullable FibEntry first, @Nullable FibEntry behind) {
    entry.way = ways.share(entry.way);
    table.insert(entry, first, behind);
    changed(entry);
  }

  /// An entry is of another way from now on.
  void change(FibEntry entry, Way way) {
    Way old = entry.way;
    old.forgetRoutes();
    entry.way = ways.share(way);
    FibTable table = table(entry.table());
    if (table != null) {
      table.changed(entry);
    }
    ways.release(old);
    changed(entry);
  }

  /// Takes an entry out of its table without telling anyone.
  void take(FibEntry entry) {
    FibTable table = table(entry.table());
    if (table != null && table.remove(entry)) {
      entry.way.forgetRoutes();
      ways.release(entry.way);
      flushCache();
    }
  }

  /// Takes an entry out of its table, and tells monitors.
  void remove(FibEntry entry) {
    take(entry);
    announce(entry, true);
  }

  /// Something about the entry is no longer as it was: what was found through it is looked up
  /// again.
  void changed(FibEntry entry) {
    entry.way.forgetRoutes();
    hasMarkedHops |= entry.way.hasMarkedHop();
    flushCache();
  }

  /// The entry that led a packet to the destination by the route, or null.
  public @Nullable FibEntry entryOf(Route route, long hi, long lo) {
    for (int i = tables.size() - 1; i >= 0 && route.way() != null; i--) {
      PrefixMap prefixes = tables.get(i).prefixes;
      FibEntry first = prefixes.longest(hi, lo);
      while (first != null) {
        for (FibEntry entry = first; entry != null; entry = entry.next) {
          if (entry.way == route.way()) {
            return entry;
          }
        }
        first = prefixes.shorter(hi, lo, first.length());
      }
    }
    return null;
  }

  void announce(FibEntry entry, boolean gone) {
    if (netns.hasMonitors()) {
      netns.announce(new RouteAnnouncement(Snapshots.of(this, entry, entry.table()), gone));
    }
  }

  /// Whether somebody has added local routes of his own, so that addresses alone do not tell what
  /// is local.
  boolean hasCustomLocalRoutes() {
    return hasCustomLocalRoutes;
  }

  void setCustomLocalRoutes() {
    hasCustomLocalRoutes = true;
  }

  RouteExpiry expiry() {
    RouteExpiry known = expiry;
    if (known == null) {
      known = new RouteExpiry(this);
      expiry = known;
    }
    return known;
  }

  /// Routes whose time is over go now.
  void collectExpired() {
    if (expiry != null) {
      expiry.collect();
    }
  }

  /// What a packet carries that finds no way at all.
  Route noRoute(int error) {
    for (int i = 0; i < noRoutes.size(); i++) {
      if (noRoutes.get(i).error() == error) {
        return noRoutes.get(i);
      }
    }
    Route route = new Route(family, RouteType.UNREACHABLE, netns.loopback(), null, null, error);
    noRoutes = new ArrayList<>(noRoutes);
    noRoutes.add(route);
    return route;
  }

  MultipathHash multipathHash() {
    MultipathHash hash = multipathHash;
    if (hash == null) {
      hash = new MultipathHash(this);
      multipathHash = hash;
    }
    return hash;
  }

  @Override
  public void tearDown() {
    if (expiry != null) {
      expiry.stop();
    }
  }
}
