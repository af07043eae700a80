package dev.patchbay.stack.ip6;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.address.Setting;
import dev.patchbay.stack.route.Fib;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What IPv6 keeps for a device beyond its addresses (`inet6_dev`): whether it is ready, the
/// searches for duplicates under way, the addresses it keeps while it is down.
public final class Inet6Device extends InetDevice {
  /// How link-local addresses are made (`IN6_ADDR_GEN_MODE_…`), the values of `addr_gen_mode`.
  public static final int EUI64 = 0;

  public static final int NONE = 1;
  public static final int STABLE_PRIVACY = 2;
  public static final int RANDOM = 3;

  private static final long NODE_GROUPS = 0xff01L << 48;
  private static final long SITE_GROUPS = 0xff05L << 48;

  /// The scope of a link, as groups write it.
  private static final int LINK_SCOPE = 2;

  private final Addrconf addrconf;
  private final Ip6Counters counters = new Ip6Counters();
  private @Nullable ListenerDiscovery listeners;
  private @Nullable TemporaryAddresses temporaries;
  private List<InterfaceAddress> tokenized = List.of();
  private @Nullable Ip secret;
  private long token;
  private @Nullable Ip triedAddress;
  private int tries;
  private int advertisedFlags;
  private @Nullable Anycast anycast;
  private boolean hearsAllNodes;
  private @Nullable RouterSolicitation solicitation;
  private @Nullable Fib groupRoutes;
  private long groupRouteHi;
  private int groupRouteGeneration;
  private boolean ready;
  private boolean solicited;
  private boolean heardRouter;
  private List<DuplicateDetection> searches = List.of();
  private List<InterfaceAddress> kept = List.of();

  Inet6Device(NetDevice device, Addrconf addrconf) {
    super(Family.IPV6, device);
    this.addrconf = addrconf;
    takeMtu();
    if ((device.flags() & (DeviceFlags.NOARP | DeviceFlags.LOOPBACK)) != 0) {
      initialSetting(Ipv6Setting.ACCEPT_DAD, -1);
    }
    if (device.isLoopback() || device.hardwareType() == ArpHardware.NONE) {
      initialSetting(Ipv6Setting.USE_TEMPADDR, -1);
    }
    secret = Ip6Netns.of(device.netns()).defaultSecret();
    if (secret != null) {
      addressGenerationMode(STABLE_PRIVACY);
    }
  }

  /// What IPv6 keeps for the device, or null.
  public static @Nullable Inet6Device of(NetDevice device) {
    return (Inet6Device) device.inet6();
  }

  /// What has been counted on the device.
  Ip6Counters counters() {
    return counters;
  }

  /// Whether the device could send when it came up, so that searches make sense (`IF_READY`).
  boolean isReady() {
    return ready;
  }

  void ready(boolean value) {
    ready = value;
  }

  /// Says something about the device in the kernel's log.
  void log(String text) {
    netns().machine().log().print("IPv6: " + device().name() + ": " + text);
  }

  /// How many addresses of its secret were in use before this one was tried.
  int triesOf(InterfaceAddress address) {
    return address.local().equals(triedAddress) ? tries : 0;
  }

  void tries(Ip address, int count) {
    triedAddress = address;
    tries = count;
  }

  // ---- routers

  /// The flags of the last advertisement that was heard: [NeighbourDiscovery#MANAGED],
  /// [NeighbourDiscovery#OTHER].
  public int advertisedFlags() {
    return advertisedFlags;
  }

  void advertised(int flags) {
    advertisedFlags = flags & (NeighbourDiscovery.MANAGED | NeighbourDiscovery.OTHER);
  }

  /// Whether a router has said something since the device came up (`IF_RA_RCVD`).
  boolean hasHeardRouter() {
    return heardRouter;
  }

  /// A router has said something; that ends the questions, once one was asked.
  void heardRouter() {
    heardRouter |= solicited;
  }

  /// Asks for routers, from the address.
  void solicitRouters(InterfaceAddress own) {
    RouterSolicitation known = solicitation;
    if (known == null) {
      known = new RouterSolicitation(addrconf, this);
      solicitation = known;
    }
    solicited = true;
    known.begin(own);
  }

  /// The device is no longer ready: what it has heard of routers is forgotten.
  void forgetRouters() {
    heardRouter = false;
    solicited = false;
    if (solicitation != null) {
      solicitation.stop();
    }
  }

  /// The device's MTU is that of IPv6, too.
  void takeMtu() {
    initialSetting(Ipv6Setting.MTU, device().mtu());
  }

  /// One of the modes above.
  public int addressGenerationMode() {
    return setting(Ipv6Setting.ADDR_GEN_MODE);
  }

  void addressGenerationMode(int mode) {
    initialSetting(Ipv6Setting.ADDR_GEN_MODE, mode);
  }

  /// Sets how link-local addresses are made (`addrgenmode`), and the token.
  ///
  /// @throws NetlinkException `EINVAL` for a mode there is not, for stable-privacy without a
  ///   secret, and for a token where no router is listened to
  @Override
  public void changeLink(LinkRequest request) throws NetlinkException {
    Integer mode = request.addressGenerationMode;
    if (mode != null && !isPossible(mode)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (request.token != null) {
      checkToken();
      token = request.token.lo();
      addrconf.tokenChanged(this);
    }
    if (mode != null) {
      addressGenerationMode(mode);
    }
  }

  private boolean isPossible(int mode) {
    return mode >= EUI64 && mode <= RANDOM && (mode != STABLE_PRIVACY || mayBeStable());
  }

  private boolean mayBeStable() {
    return secret != null || Ip6Netns.of(netns()).defaultSecret() != null;
  }

  /// `inet6_set_iftoken`
  private void checkToken() throws NetlinkException {
    String refusal = null;
    if (device().isLoopback()) {
      refusal = "ipv6: Device is loopback.";
    } else if ((device().flags() & DeviceFlags.NOARP) != 0) {
      refusal = "ipv6: Device does not do neighbour discovery.";
    } else if (!RouterSolicitation.accepts(this)) {
      refusal = "ipv6: Router advertisement is disabled on device.";
    } else if (setting(Ipv6Setting.ROUTER_SOLICITATIONS) == 0) {
      refusal = "Router solicitation is disabled on device.";
    }
    if (refusal != null) {
      throw new NetlinkException(Errno.EINVAL, refusal);
    }
  }

  /// The last half of the addresses it makes, or 0 when they are made otherwise.
  public long token() {
    return token;
  }

  // ---- the secret of stable addresses

  /// Its own secret (`stable_secret`), or null.
  @Nullable Ip secret() {
    return secret;
  }

  void secret(Ip value) {
    secret = value;
  }

  /// Its own secret, or that of its namespace; a device whose addresses are random makes one.
  @Nullable Ip effectiveSecret() {
    return secret != null ? secret : Ip6Netns.of(netns()).defaultSecret();
  }

  /// Whether it makes addresses of a secret.
  boolean makesStableAddresses() {
    return addressGenerationMode() >= STABLE_PRIVACY;
  }

  @Override
  protected void checkSetting(Setting setting, int value) throws FileException {
    if (setting == Ipv6Setting.ADDR_GEN_MODE && value == STABLE_PRIVACY && !mayBeStable()) {
      throw new FileException(Errno.EINVAL);
    }
  }

  @Override
  protected void settingChanged(Setting setting, int before, int value) {
    if (setting == Ipv6Setting.DISABLE_IPV6 && (before != 0) != (value != 0)) {
      addrconf.disabled(this, value != 0);
    } else if (setting == Ipv6Setting.ADDR_GEN_MODE) {
      addrconf.configureAnew(this);
    } else if (setting == Ipv6Setting.FORWARDING && (before != 0) != (value != 0)) {
      listenAsRouter(value != 0);
    }
  }

  // ---- shared addresses

  /// What it shares with others.
  List<Anycast.Entry> anycast() {
    return anycast == null ? List.of() : anycast.entries();
  }

  /// An address shares that of its network's routers, or no longer.
  void shareAnycast(InterfaceAddress address, boolean on) {
    Anycast known = anycast;
    if (known == null) {
      known = new Anycast(this);
      anycast = known;
    }
    if (on) {
      known.join(address);
    } else {
      known.leave(address);
    }
  }

  // ---- groups

  /// Whether a route to groups that begin with `hi` was found, as of that generation of the routes.
  boolean hasGroupRoute(long hi) {
    Fib known = groupRoutes;
    return known != null && groupRouteHi == hi && groupRouteGeneration == known.generation();
  }

  void foundGroupRoute(long hi, Fib routes) {
    groupRoutes = routes;
    groupRouteHi = hi;
    groupRouteGeneration = routes.generation();
  }

  /// How routers hear of its groups, made with the first group that they are to hear of.
  ListenerDiscovery listeners() {
    ListenerDiscovery known = listeners;
    if (known == null) {
      known = new ListenerDiscovery(this);
      listeners = known;
    }
    return known;
  }

  /// The same, or null when there is no such group.
  @Nullable ListenerDiscovery knownListeners() {
    return listeners;
  }

  /// Takes the frames of a group whose address ends with `lo`, or no longer (`igmp6_group_added`).
  void listenOnLink(long lo, boolean on) {
    if (device().hardwareType() != ArpHardware.ETHER) {
      return;
    }
    if (on) {
      device().receiveMode().multicast().add(Ipv6.multicastMac(lo));
    } else {
      device().receiveMode().multicast().remove(Ipv6.multicastMac(lo));
    }
  }

  /// Whether the device takes the frames for all nodes.
  boolean hearsAllNodes() {
    return hearsAllNodes;
  }

  void hearAllNodes(boolean on) {
    if (on != hearsAllNodes) {
      hearsAllNodes = on;
      listenOnLink(Ipv6.ALL_NODES_LO, on);
    }
  }

  /// The device goes down: it takes no more frames of groups, and says nothing more.
  void leaveLink() {
    hearAllNodes(false);
    if (listeners != null) {
      listeners.down();
    }
  }

  private static boolean isAllNodes(long hi, long lo) {
    return hi == Ipv6.LINK_MULTICAST_HI && lo == Ipv6.ALL_NODES_LO;
  }

  @Override
  protected void joined(long hi, long lo, boolean first, boolean include) {
    if (isAllNodes(hi, lo)) {
      hearAllNodes(true);
    } else if (Ipv6.multicastScope(hi) >= LINK_SCOPE) {
      listeners().joined(hi, lo, first, include);
    }
  }

  @Override
  protected void left(long hi, long lo, boolean last, boolean include) {
    if (isAllNodes(hi, lo)) {
      hearAllNodes(!last);
    } else if (Ipv6.multicastScope(hi) >= LINK_SCOPE) {
      listeners().left(hi, lo, last, include);
    }
  }

  @Override
  public void addSources(long hi, long lo, boolean include, long[] sources) {
    listeners().addSources(hi, lo, include, sources);
  }

  @Override
  public void removeSources(long hi, long lo, boolean include, long[] sources) {
    listeners().removeSources(hi, lo, include, sources);
  }

  /// Somebody asks for an address: routers are told of all groups again (`ipv6_find_idev`).
  @Override
  protected void asked() {
    if (!device().isUp()) {
      return;
    }
    if (listeners != null) {
      listeners.up();
    }
    // The group that it has been in for longest is the last of its list.
    hearAllNodes(isMember(Ipv6.LINK_MULTICAST_HI, Ipv6.ALL_NODES_LO));
  }

  /// Every node's groups (RFC 4291 section 2.8).
  void joinOwnGroups() {
    groups().join(NODE_GROUPS, Ipv6.ALL_NODES_LO);
    groups().join(Ipv6.LINK_MULTICAST_HI, Ipv6.ALL_NODES_LO);
    if (forwarding() && (device().flags() & DeviceFlags.MULTICAST) != 0) {
      groups().join(Ipv6.LINK_MULTICAST_HI, Ipv6.ALL_ROUTERS_LO);
    }
  }

  /// The device goes: it listens to nothing any more.
  void leaveOwnGroups() {
    if (listeners != null) {
      listeners.stop();
    }
    while (groups().count() > 0) {
      groups().leave(groups().hi(0), groups().lo(0));
    }
    if (listeners != null) {
      listeners.stop();
    }
  }

  private void listenAsRouter(boolean on) {
    if ((device().flags() & DeviceFlags.MULTICAST) == 0) {
      return;
    }
    for (long hi : new long[] {Ipv6.LINK_MULTICAST_HI, NODE_GROUPS, SITE_GROUPS}) {
      if (on) {
        groups().join(hi, Ipv6.ALL_ROUTERS_LO);
      } else {
        groups().leave(hi, Ipv6.ALL_ROUTERS_LO);
      }
    }
  }

  // ---- addresses that stay while the device is down

  void keep(InterfaceAddress address) {
    if (kept.isEmpty()) {
      kept = new ArrayList<>(2);
    }
    kept.add(address);
  }

  boolean isKept(InterfaceAddress address) {
    return kept.contains(address);
  }

  void forget(InterfaceAddress address) {
    if (isKept(address)) {
      kept.remove(address);
    }
  }

  /// The addresses that were kept, which begin anew.
  List<InterfaceAddress> takeKept() {
    List<InterfaceAddress> taken = kept;
    kept = List.of();
    return taken;
  }

  // ---- temporary addresses

  /// Its temporary addresses, made with the first one.
  TemporaryAddresses temporaries() {
    TemporaryAddresses known = temporaries;
    if (known == null) {
      known = new TemporaryAddresses(this);
      temporaries = known;
    }
    return known;
  }

  /// The same, or null when there was none.
  @Nullable TemporaryAddresses knownTemporaries() {
    return temporaries;
  }

  /// An address that ends with the token: it goes when another token comes.
  void addTokenized(InterfaceAddress address) {
    tokenized = new ArrayList<>(tokenized);
    tokenized.add(address);
  }

  /// The addresses that end with the token, which are forgotten.
  List<InterfaceAddress> takeTokenized() {
    List<InterfaceAddress> taken = tokenized;
    tokenized = List.of();
    return taken;
  }

  // ---- searches for duplicates

  /// The search for the address, or null.
  @Nullable DuplicateDetection search(InterfaceAddress address) {
    for (DuplicateDetection search : searches) {
      if (search.address() == address) {
        return search;
      }
    }
    return null;
  }

  void add(DuplicateDetection search) {
    if (searches.isEmpty()) {
      searches = new ArrayList<>(2);
    }
    searches.add(search);
  }

  void remove(DuplicateDetection search) {
    searches.remove(search);
    if (searches.isEmpty()) {
      searches = List.of();
    }
  }
}
