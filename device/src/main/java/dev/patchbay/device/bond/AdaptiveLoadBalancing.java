package dev.patchbay.device.bond;

import dev.patchbay.packet.Arp;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What comes in is spread, too (`balance-alb`): each IPv4 client is told, in answers to ARP, the
/// address of another slave, and told again when that slave fails.
final class AdaptiveLoadBalancing extends LoadBalancing {
  /// The kernel has so many places for clients (`RLB_HASH_TABLE_SIZE`).
  private static final int MOST_CLIENTS = 256;

  private static final int HEADROOM = 64;

  /// A client: which of our addresses it knows, where it is, and which slave it was told.
  private static final class Client {
    final int address;
    int own;
    long mac;
    Slave slave;
    boolean toBeTold;

    Client(int address, int own, long mac, Slave slave) {
      this.address = address;
      this.own = own;
      this.mac = mac;
      this.slave = slave;
    }
  }

  private final Map<Integer, Client> clients = new LinkedHashMap<>();
  private int turn;

  AdaptiveLoadBalancing(BondDevice bond) {
    super(bond);
  }

  @Override
  int transmit(Packet packet) {
    byte[] bytes = packet.bytes();
    int arp = packet.head() + Ethernet.HEADER;
    boolean isReply =
        Ethernet.type(bytes, packet.head()) == EtherType.ARP
            && Arp.fits(bytes, arp, packet.tail())
            && Arp.operation(bytes, arp) == Arp.REPLY
            && Arp.senderMac(bytes, arp) == bond.address().value();
    if (!isReply) {
      return super.transmit(packet);
    }
    Client client =
        client(Arp.targetIp(bytes, arp), Arp.senderIp(bytes, arp), Arp.targetMac(bytes, arp));
    if (client == null) {
      return send(packet, null);
    }
    Arp.senderMac(packet.edit(), arp, client.slave.device().address().value());
    return send(packet, client.slave);
  }

  /// The client of that address, made if there is room and a slave for it.
  private @Nullable Client client(int address, int own, long mac) {
    Client known = clients.get(address);
    if (known != null && known.slave.canSend()) {
      known.own = own;
      known.mac = mac;
      return known;
    }
    Slave slave = next();
    if (slave == null || (known == null && clients.size() == MOST_CLIENTS)) {
      return null;
    }
    Client client = new Client(address, own, mac, slave);
    clients.put(address, client);
    return client;
  }

  /// The slaves in turn (`rlb_next_rx_slave`).
  private @Nullable Slave next() {
    List<Slave> slaves = bond.slaves();
    for (int i = 0; i < slaves.size(); i++) {
      Slave slave = slaves.get(turn++ % slaves.size());
      if (slave.canSend()) {
        return slave;
      }
    }
    return null;
  }

  /// One who answers us is a client: it is told soon (`rlb_update_entry_from_arp`).
  @Override
  boolean receives(Slave slave, Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    boolean isReply =
        packet.protocol() == EtherType.ARP
            && packet.type() == Packet.Type.HOST
            && Arp.fits(bytes, at, packet.tail())
            && Arp.operation(bytes, at) == Arp.REPLY;
    if (isReply) {
      int address = Arp.senderIp(bytes, at);
      boolean isNew = !clients.containsKey(address);
      Client client = client(address, Arp.targetIp(bytes, at), Arp.senderMac(bytes, at));
      if (client != null && isNew) {
        client.toBeTold = true;
      }
    }
    return false;
  }

  @Override
  void everyTick() {
    for (Client client : clients.values()) {
      if (client.toBeTold && client.slave.canSend()) {
        client.toBeTold = false;
        tell(client);
      }
    }
  }

  /// `rlb_update_client`
  private void tell(Client client) {
    Packet packet = bond.netns().world().allocate(HEADROOM);
    long own = client.slave.device().address().value();
    Arp.push(packet, Arp.REPLY, own, client.own, client.mac, client.address);
    packet.protocol(EtherType.ARP);
    Ethernet.push(packet, client.mac, own, EtherType.ARP);
    client.slave.send(packet);
  }

  @Override
  void removed(Slave slave) {
    super.removed(slave);
    reassign(slave);
  }

  @Override
  void linkChanged(Slave slave) {
    super.linkChanged(slave);
    if (slave.link() != LinkState.UP) {
      reassign(slave);
    }
  }

  /// Its clients get other slaves, and are told.
  private void reassign(Slave gone) {
    for (Client client : List.copyOf(clients.values())) {
      if (client.slave == gone) {
        move(client);
      }
    }
  }

  private void move(Client client) {
    Slave slave = next();
    if (slave == null || slave == client.slave) {
      clients.remove(client.address);
      return;
    }
    client.slave = slave;
    client.toBeTold = true;
  }
}
