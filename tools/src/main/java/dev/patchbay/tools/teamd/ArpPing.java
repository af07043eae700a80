package dev.patchbay.tools.teamd;

import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Arp;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import java.util.Map;

/// Asks by ARP who has an address.
final class ArpPing extends PingWatch {
  private static final int IDS = 4096;

  private Ip source = Ip.ANY4;
  private Ip target = Ip.ANY4;
  private boolean validatesActive;
  private boolean validatesInactive;
  private boolean sendsAlways;
  private int vlan = Packet.NO_VLAN;

  ArpPing(Daemon daemon, Port port, Config config) {
    super(daemon, port, config);
  }

  @Override
  String name() {
    return "arp_ping";
  }

  @Override
  void loadOptions() throws Failure {
    String host = config.string("source_host");
    source = host == null ? source : address(host);
    target = address(target());
    validatesActive = config.flag(false, "validate_active");
    validatesInactive = config.flag(false, "validate_inactive");
    sendsAlways = config.flag(false, "send_always");
    Integer id = config.number("vlanid");
    if (id != null && (id < 0 || id >= IDS)) {
      daemon.log("Wrong \"vlanid\" option value.");
      throw new Failure(Errno.EINVAL);
    }
    vlan = id == null ? vlan : id;
  }

  private Ip address(String host) throws Failure {
    Ip address = Ip.parse(Family.IPV4, host);
    if (address == null) {
      throw unknownHost();
    }
    return address;
  }

  @Override
  void ask() {
    if (!port.isPresent() || !(sendsAlways || daemon.mayAsk(port))) {
      return;
    }
    World world = port.device().netns().world();
    long own = port.device().address().value();
    long all = Mac.BROADCAST.value();
    Packet packet = world.allocate(Ethernet.HEADER + VlanTag.HEADER + Arp.HEADER);
    packet.put(0);
    Arp.push(packet, Arp.REQUEST, own, source.toInt(), all, target.toInt());
    packet.network(packet.head());
    packet.protocol(EtherType.ARP);
    Ethernet.push(packet, all, own, EtherType.ARP);
    if (vlan != Packet.NO_VLAN) {
      packet.vlan(EtherType.VLAN, vlan);
    }
    port.device().send(packet);
  }

  @Override
  boolean answers(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    boolean isArp = packet.protocol() == EtherType.ARP && Arp.fits(bytes, at, packet.tail());
    int tag = packet.vlan() == Packet.NO_VLAN ? Packet.NO_VLAN : VlanTag.id(packet.vlan());
    if (!isArp || (tag != vlan && tag != 0)) {
      return false;
    }
    int operation = Arp.operation(bytes, at);
    boolean validates = port.isEnabled() ? validatesActive : validatesInactive;
    return validates
        ? operation == Arp.REPLY && isAbout(Arp.senderIp(bytes, at), Arp.targetIp(bytes, at))
        : operation == Arp.REPLY || operation == Arp.REQUEST;
  }

  private boolean isAbout(int sender, int asked) {
    int from = source.toInt();
    int to = target.toInt();
    return (sender == to && asked == from) || (sender == from && asked == to);
  }

  @Override
  Map<String, Object> state() {
    Map<String, Object> state = super.state();
    state.put("source_host", source.text());
    state.put("target_host", target.text());
    state.put("validate_active", validatesActive);
    state.put("validate_inactive", validatesInactive);
    state.put("send_always", sendsAlways);
    return state;
  }
}
