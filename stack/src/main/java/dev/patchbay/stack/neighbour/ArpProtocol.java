package dev.patchbay.stack.neighbour;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.ProtocolHandler;
import dev.patchbay.core.SettingStage;
import dev.patchbay.core.Stage;
import dev.patchbay.core.World;
import dev.patchbay.packet.Arp;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv4Setting;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.route.SourceValidation;
import org.jspecify.annotations.Nullable;

/// How IPv4 finds neighbours on one machine (RFC 826, net/ipv4/arp.c): answers questions for the
/// addresses of a namespace and for those it stands in for, asks its own, and learns from both.
public final class ArpProtocol implements MachinePart, ProtocolHandler, NeighbourProtocol {
  private static final Key<ArpProtocol> KEY = new Key<>(ArpProtocol::new);

  private static final Continuation PROCESS =
      (packet, in, out) -> {
        if (in != null) {
          of(in.netns().machine()).process(packet, in, false);
        }
        return 0;
      };

  private final NeighbourTable table;
  private final ArpRules rules = new ArpRules();
  private final Flow flow = new Flow();
  private final ProxyQueue proxyQueue;
  private @Nullable LinkFailure linkFailure;

  /// Tells a packet's sender that the next hop does not answer, and drops the packet
  /// (`ipv4_link_failure`).
  public interface LinkFailure {
    void report(Packet packet, NetDevice device);
  }

  private ArpProtocol(Machine machine) {
    this.table = NeighbourTable.of(machine, Family.IPV4);
    this.proxyQueue = new ProxyQueue(machine, this);
  }

  /// The machine's ARP.
  public static ArpProtocol of(Machine machine) {
    return machine.part(KEY);
  }

  /// Says who is told of packets that cannot go on.
  public void linkFailure(LinkFailure value) {
    linkFailure = value;
  }

  @Override
  public Family family() {
    return Family.IPV4;
  }

  // ---- what the neighbour table asks

  @Override
  public boolean construct(Neighbour neighbour) {
    NetDevice device = neighbour.device();
    if (InetDevice.inet(device) == null) {
      return false;
    }
    int address = (int) (neighbour.hi() >>> 32);
    if (Ipv4.isMulticast(address)) {
      neighbour.fix(Ipv4.multicastMac(address));
    } else if ((device.flags() & (DeviceFlags.NOARP | DeviceFlags.LOOPBACK)) != 0) {
      neighbour.fix(device.address().value());
    } else if ((device.flags() & DeviceFlags.POINTOPOINT) != 0 || isBroadcast(device, address)) {
      neighbour.fix(device.broadcast().value());
    }
    return true;
  }

  private static boolean isBroadcast(NetDevice device, int address) {
    Fib fib = Fib.of(device.netns(), Family.IPV4);
    return fib.addressType(Ip.hi(address), device) == RouteType.BROADCAST;
  }

  @Override
  public void solicit(Neighbour neighbour, @Nullable Packet waiting) {
    NetDevice device = neighbour.device();
    InetDevice inet = InetDevice.inet(device);
    if (inet == null) {
      return;
    }
    int target = (int) (neighbour.hi() >>> 32);
    boolean isIp = waiting != null && waiting.protocol() == EtherType.IPV4;
    int sender = rules.announced(inet, target, isIp ? waiting : null);
    NeighbourParameters parameters = neighbour.parameters();
    TunnelKey tunnel = waiting == null ? null : Route.tunnelKey(waiting);
    int left = neighbour.probes() - parameters.get(NeighbourSetting.UCAST_SOLICIT);
    if (left < 0) {
      ArpSender.ask(device, sender, target, neighbour.address(), tunnel);
    } else if (left >= parameters.get(NeighbourSetting.APP_SOLICIT)) {
      ArpSender.ask(device, sender, target, device.broadcast().value(), tunnel);
    }
    // Between the two a program is asked (`app_solicit`): there is none.
  }

  @Override
  public void reportFailure(Neighbour neighbour, Packet packet) {
    LinkFailure callback = linkFailure;
    // Who was forwarded by a label is told of nothing.
    if (callback == null || packet.destination() == null) {
      neighbour.device().netns().world().drop(packet, DropReason.NEIGH_FAILED);
    } else {
      callback.report(packet, neighbour.device());
    }
  }

  @Override
  public void redo(Packet packet, NetDevice device) {
    process(packet, device, true);
  }

  @Override
  public int proxyQueueLength() {
    return proxyQueue.size();
  }

  @Override
  public void forget(NetDevice device) {
    proxyQueue.forget(device);
  }

  // ---- what comes in

  @Override
  public void receive(Packet packet, NetDevice device) {
    World world = device.netns().world();
    if ((device.flags() & DeviceFlags.NOARP) != 0
        || packet.type() == Packet.Type.OTHERHOST
        || packet.type() == Packet.Type.LOOPBACK) {
      world.drop(packet, DropReason.ARP_NOT_FOR_US);
      return;
    }
    if (!Arp.fits(packet.bytes(), packet.head(), packet.tail())) {
      world.drop(packet, DropReason.ARP_MALFORMED);
      return;
    }
    Hook hook = device.netns().activeHook(HookFamily.ARP, HookPoint.INPUT);
    if (hook == null) {
      process(packet, device, false);
    } else {
      hook.run(packet, device, null, PROCESS);
    }
  }

  /// `arp_process`. `putOff` says that the answer has waited already.
  private void process(Packet packet, NetDevice device, boolean putOff) {
    World world = device.netns().world();
    byte[] bytes = packet.bytes();
    int at = packet.network();
    InetDevice inet = InetDevice.inet(device);
    if (inet == null || !isUnderstood(bytes, at)) {
      world.drop(packet, DropReason.ARP_MALFORMED);
      return;
    }
    if (packet.trace() != null) {
      note(packet, device);
    }
    int target = Arp.targetIp(bytes, at);
    int sender = Arp.senderIp(bytes, at);
    if (Ipv4.isMulticast(target)
        || (Ipv4.isLoopback(target) && !inet.routeLocalnet())
        || (sender == target && inet.either(Ipv4Setting.DROP_GRATUITOUS_ARP))) {
      world.drop(packet, DropReason.ARP_NOT_FOR_US);
      return;
    }
    if (Arp.operation(bytes, at) == Arp.REQUEST) {
      question(packet, inet, sender, target, putOff);
    } else {
      learn(packet, inet, sender, target);
      world.consume(packet);
    }
  }

  private static boolean isUnderstood(byte[] bytes, int at) {
    int hardware = Arp.hardwareType(bytes, at);
    int operation = Arp.operation(bytes, at);
    return (hardware == Arp.ETHERNET || hardware == Arp.IEEE802)
        && Arp.protocolType(bytes, at) == EtherType.IPV4
        && (operation == Arp.REQUEST || operation == Arp.REPLY);
  }

  /// Answers a question if it is for this namespace or one it stands in for, else learns from it.
  private void question(Packet packet, InetDevice inet, int sender, int target, boolean putOff) {
    Route route = sender == 0 ? null : route(inet, sender, target);
    if (sender == 0) {
      answerProbe(packet, inet, target);
    } else if (route != null && route.type() == RouteType.LOCAL) {
      if (!rules.ignores(inet, sender, target) && !rules.filters(inet, sender, target)) {
        answer(packet, inet, sender, target);
      } else if (packet.trace() != null) {
        noteIgnored(packet, inet);
      }
    } else if (route != null && isProxyFor(route, inet, sender, target)) {
      if (mayAnswerNow(packet, inet, putOff)) {
        answer(packet, inet, sender, target);
      } else {
        hear(packet, inet, sender);
        proxyQueue.add(packet, inet.device(), parameters(inet));
        return;
      }
    } else {
      if (packet.trace() != null) {
        boolean refused = route == null && flow.refusal == DropReason.IP_RPFILTER;
        Stage stage =
            refused
                ? SourceValidation.refusal(inet.device(), sender)
                : new NeighbourStages.Unanswered(Ip.format(target));
        inet.netns().world().note(packet, inet.netns(), stage);
      }
      learn(packet, inet, sender, target);
    }
    inet.netns().world().consume(packet);
  }

  private static void noteIgnored(Packet packet, InetDevice inet) {
    int ignore = inet.larger(Ipv4Setting.ARP_IGNORE);
    String setting = ignore == 0 ? "arp_filter" : "arp_ignore";
    String value = ignore == 0 ? "1" : Integer.toString(ignore);
    String name = "net.ipv4.conf." + inet.device().name() + "." + setting;
    SettingStage stage = new SettingStage(name, value, "the question is not answered");
    inet.netns().world().note(packet, inet.netns(), stage);
  }

  private @Nullable Route route(InetDevice inet, int sender, int target) {
    flow.clear();
    flow.destinationHi = Ip.hi(target);
    flow.sourceHi = Ip.hi(sender);
    flow.input = inet.device();
    return Fib.of(inet.netns(), Family.IPV4).input(flow);
  }

  private boolean isProxyFor(Route route, InetDevice inet, int sender, int target) {
    return route.type() == RouteType.UNICAST
        && inet.forwarding()
        && rules.answersFor(inet, route, sender, target);
  }

  private boolean mayAnswerNow(Packet packet, InetDevice inet, boolean putOff) {
    return putOff
        || packet.type() == Packet.Type.HOST
        || parameters(inet).get(NeighbourSetting.PROXY_DELAY) == 0;
  }

  private NeighbourParameters parameters(InetDevice inet) {
    return table.parameters(inet.device());
  }

  /// Somebody who has no address yet looks whether it is free (RFC 5227 section 1.1).
  private void answerProbe(Packet packet, InetDevice inet, int target) {
    NetDevice device = inet.device();
    if (ArpRules.isLocal(device, target) && !rules.ignores(inet, 0, target)) {
      long station = Arp.senderMac(packet.bytes(), packet.network());
      ArpSender.answer(device, target, station, 0, reply(packet));
    }
  }

  private void answer(Packet packet, InetDevice inet, int sender, int target) {
    if (hear(packet, inet, sender)) {
      long station = Arp.senderMac(packet.bytes(), packet.network());
      ArpSender.answer(inet.device(), target, station, sender, reply(packet));
    }
  }

  /// An answer goes back the way the question came.
  private static @Nullable TunnelKey reply(Packet packet) {
    TunnelKey came = Route.tunnelKey(packet);
    return came == null || came.isOutgoing() ? null : came.reply();
  }

  /// Learns from a question to us who asked (`neigh_event_ns`); false when the table is full.
  private boolean hear(Packet packet, InetDevice inet, int sender) {
    Neighbour neighbour = table.obtain(inet.device(), Ip.hi(sender), 0);
    if (neighbour != null) {
      long station = Arp.senderMac(packet.bytes(), packet.network());
      neighbour.hear(station, NeighbourState.STALE, Neighbour.OVERRIDE);
    }
    return neighbour != null;
  }

  /// Learns from an answer, or from a question to somebody else, what it says of its sender.
  private void learn(Packet packet, InetDevice inet, int sender, int target) {
    NetDevice device = inet.device();
    byte[] bytes = packet.bytes();
    int at = packet.network();
    Neighbour neighbour = table.find(device, Ip.hi(sender), 0);
    boolean reply = Arp.operation(bytes, at) == Arp.REPLY;
    boolean gratuitous = isGratuitous(device, bytes, at, sender, target);
    if (neighbour == null
        && rules.accepts(inet, sender)
        && (gratuitous || (reply && ArpRules.isUnicast(device, sender)))) {
      neighbour = table.obtain(device, Ip.hi(sender), 0);
    }
    if (neighbour == null) {
      return;
    }
    long now = device.netns().world().loop().now();
    long lock = neighbour.parameters().nanos(NeighbourSetting.LOCKTIME);
    boolean override = gratuitous || now > neighbour.updated() + lock;
    boolean reachable = reply && packet.type() == Packet.Type.HOST;
    neighbour.hear(
        Arp.senderMac(bytes, at),
        reachable ? NeighbourState.REACHABLE : NeighbourState.STALE,
        override ? Neighbour.OVERRIDE : 0);
  }

  /// Whether somebody tells of its own address (`arp_is_garp`).
  private static boolean isGratuitous(
      NetDevice device, byte[] bytes, int at, int sender, int target) {
    return sender == target
        && (Arp.operation(bytes, at) == Arp.REQUEST
            || Arp.targetMac(bytes, at) == Arp.senderMac(bytes, at))
        && ArpRules.isUnicast(device, sender);
  }

  private static void note(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    NeighbourStages.Arp stage =
        new NeighbourStages.Arp(
            Arp.operation(bytes, at),
            Ip.format(Arp.senderIp(bytes, at)),
            Ip.format(Arp.targetIp(bytes, at)));
    device.netns().world().note(packet, device.netns(), stage);
  }
}
