package dev.patchbay.device.bond;

import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Lacpdu;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Links that both ends agree to use as one (`802.3ad`; IEEE 802.1AX): each slave is a [LacpPort]
/// and brings an [Aggregator]; the slaves of the active one work.
final class LinkAggregation extends Balancing {
  private static final long TICK = 100 * BondDevice.MILLISECOND;
  private static final int HEADROOM = 128;

  private final Timer timer;
  private final Map<Slave, LacpPort> ports = new LinkedHashMap<>();
  private final Map<Slave, Aggregator> aggregators = new LinkedHashMap<>();
  private final LacpStatistics statistics = new LacpStatistics();
  private int lastPort;
  private int lastAggregator;
  private int choosing;

  LinkAggregation(BondDevice bond) {
    super(bond);
    timer = new Timer(bond.netns().machine().number(), this::tick);
  }

  // ---- what it is told

  boolean isLacpActive() {
    return bond.isOn(BondOption.LACP_ACTIVE);
  }

  boolean isFast() {
    return bond.isOn(BondOption.LACP_RATE);
  }

  int userKey() {
    return (int) bond.number(BondOption.AD_USER_PORT_KEY);
  }

  int systemPriority() {
    return (int) bond.number(BondOption.AD_ACTOR_SYS_PRIO);
  }

  /// The address that stands for this system.
  long system() {
    long asked = bond.number(BondOption.AD_ACTOR_SYSTEM);
    return asked == 0 ? bond.address().value() : asked;
  }

  @Nullable LacpPort port(Slave slave) {
    return ports.get(slave);
  }

  LacpStatistics statistics() {
    return statistics;
  }

  /// The aggregator that works, or null.
  @Nullable Aggregator active() {
    return AggregatorChoice.active(List.copyOf(aggregators.values()));
  }

  /// Whether the bond has just begun to choose an aggregator.
  boolean isChoosing() {
    return choosing > 0;
  }

  /// Who speaks unasked, and how often, has changed.
  void settingsChanged() {
    ports.values().forEach(LacpPort::updateSettings);
  }

  /// System or priority have changed: partners are told.
  void actorChanged() {
    ports.values().forEach(LacpPort::restart);
  }

  // ---- life

  @Override
  void opened() {
    choosing = 1;
    bond.loop().arm(timer, bond.now());
    for (Slave slave : bond.slaves()) {
      slave.device().receiveMode().multicast().add(Lacpdu.GROUP);
    }
  }

  @Override
  void closed() {
    bond.loop().disarm(timer);
    for (Slave slave : bond.slaves()) {
      slave.device().receiveMode().multicast().remove(Lacpdu.GROUP);
    }
  }

  @Override
  void added(Slave slave) {
    if (bond.slaves().size() == 1) {
      lastPort = 0;
    }
    ports.put(slave, new LacpPort(this, slave, ++lastPort));
    aggregators.put(slave, new Aggregator(++lastAggregator));
    if (bond.isUp()) {
      slave.device().receiveMode().multicast().add(Lacpdu.GROUP);
    }
  }

  @Override
  void removed(Slave slave) {
    LacpPort port = ports.remove(slave);
    Aggregator own = aggregators.remove(slave);
    if (port != null) {
      detach(port);
    }
    if (own != null) {
      for (LacpPort other : List.copyOf(own.ports())) {
        detach(other);
        other.deselect();
      }
    }
    if (bond.isUp()) {
      slave.device().receiveMode().multicast().remove(Lacpdu.GROUP);
    }
    chooseActive();
  }

  @Override
  void linkChanged(Slave slave) {
    LacpPort port = ports.get(slave);
    if (port != null) {
      port.linkChanged(slave.link() == LinkState.UP);
      chooseActive();
    }
  }

  private void tick() {
    bond.loop().arm(timer, bond.now() + TICK);
    if (choosing > 0 && --choosing == 0) {
      chooseActive();
    }
    ports.values().forEach(LacpPort::tick);
  }

  // ---- selection

  /// Finds the aggregator that the port suits, or takes a free one (`ad_port_selection_logic`).
  void select(LacpPort port) {
    detach(port);
    Aggregator found = null;
    for (Aggregator one : aggregators.values()) {
      if (!one.ports().isEmpty() && one.suits(port)) {
        found = one;
        break;
      }
    }
    if (found == null) {
      found = free();
      found.take(port);
    }
    found.ports().add(port);
    port.aggregator(found);
    chooseActive();
  }

  /// There are as many aggregators as ports, so one is free.
  private Aggregator free() {
    for (Aggregator one : aggregators.values()) {
      if (one.ports().isEmpty()) {
        return one;
      }
    }
    throw new IllegalStateException(bond + " has more ports than aggregators");
  }

  private static void detach(LacpPort port) {
    Aggregator before = port.aggregator();
    if (before != null) {
      before.ports().remove(port);
      port.aggregator(null);
      if (before.ports().isEmpty()) {
        before.clear();
      }
    }
  }

  static boolean areReady(Aggregator aggregator) {
    for (LacpPort port : aggregator.ports()) {
      if (!port.isReady()) {
        return false;
      }
    }
    return true;
  }

  private void chooseActive() {
    List<Aggregator> all = new ArrayList<>(aggregators.values());
    Aggregator before = AggregatorChoice.active(all);
    Aggregator best = AggregatorChoice.choose(all, bond.word(BondOption.AD_SELECT));
    if (before != null && best != before) {
      before.ports().forEach(LacpPort::disable);
      before.active = false;
    }
    if (best != null) {
      best.active = true;
    }
    Aggregator now = AggregatorChoice.active(all);
    if (now != null && !now.hasPartner()) {
      // Nobody answers: the one link of it works as any link does.
      now.ports().forEach(LacpPort::enable);
    }
    bond.updateCarrier();
  }

  @Override
  boolean hasCarrier() {
    Aggregator active = active();
    return active != null && active.activePorts() >= bond.number(BondOption.MIN_LINKS);
  }

  // ---- frames

  @Override
  int transmit(Packet packet) {
    return send(XorBalancing.choose(bond, packet), packet);
  }

  /// `bond_3ad_lacpdu_recv`: it goes on its way as any other frame.
  @Override
  boolean receives(Slave slave, Packet packet) {
    if (packet.protocol() != EtherType.SLOW) {
      return false;
    }
    byte[] bytes = packet.bytes();
    LacpPort port = ports.get(slave);
    if (port == null || Ethernet.destination(bytes, packet.link()) != Lacpdu.GROUP) {
      return false;
    }
    int at = packet.head();
    if (!Lacpdu.fits(bytes, at, packet.tail())) {
      statistics.illegal++;
      port.statistics().illegal++;
      return false;
    }
    switch (Lacpdu.subtype(bytes, at)) {
      case Lacpdu.LACP -> {
        statistics.received++;
        port.receive(bytes, at);
      }
      case Lacpdu.MARKER -> receiveMarker(port, bytes, at);
      default -> {
        statistics.unknown++;
        port.statistics().unknown++;
      }
    }
    return false;
  }

  private void receiveMarker(LacpPort port, byte[] bytes, int at) {
    switch (Lacpdu.markerType(bytes, at)) {
      case Lacpdu.MARKER_INFORMATION -> {
        statistics.markersReceived++;
        port.statistics().markersReceived++;
        answerMarker(port, bytes, at);
      }
      case Lacpdu.MARKER_RESPONSE -> {
        statistics.responsesReceived++;
        port.statistics().responsesReceived++;
      }
      default -> {
        statistics.unknownMarkers++;
        port.statistics().unknownMarkers++;
      }
    }
  }

  /// The same marker, as a response.
  private void answerMarker(LacpPort port, byte[] bytes, int at) {
    Packet answer = bond.netns().world().allocate(HEADROOM);
    int to = answer.push(Lacpdu.LENGTH);
    System.arraycopy(bytes, at, answer.bytes(), to, Lacpdu.LENGTH);
    Lacpdu.markerType(answer.bytes(), to, Lacpdu.MARKER_RESPONSE);
    answer.network(to);
    if (send(port, answer)) {
      statistics.responsesSent++;
      port.statistics().responsesSent++;
    }
  }

  /// Tells the partner how the port is (`ad_lacpdu_send`).
  void sendPdu(LacpPort port) {
    Packet packet = bond.netns().world().allocate(HEADROOM);
    Lacpdu.push(packet, port.actor(), port.partner());
    if (send(port, packet)) {
      statistics.sent++;
      port.statistics().sent++;
    }
  }

  private static boolean send(LacpPort port, Packet packet) {
    packet.protocol(EtherType.SLOW);
    Slave slave = port.slave();
    Ethernet.push(packet, Lacpdu.GROUP, slave.permanentAddress().value(), EtherType.SLOW);
    return slave.send(packet) == 0;
  }
}
