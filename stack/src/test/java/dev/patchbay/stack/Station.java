package dev.patchbay.stack;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.PacketTap;
import dev.patchbay.packet.Arp;
import dev.patchbay.packet.Decode;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.socket.Frame;
import dev.patchbay.stack.socket.PacketSocket;
import dev.patchbay.stack.socket.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A station without a stack at the far end of a cable: sends frames and tells which it got.
public final class Station {
  private final NetDevice device;
  private final PacketSocket socket;

  /// A station behind `device`, whose namespace has no address there.
  public Station(NetDevice device) {
    this.device = device;
    this.socket = new PacketSocket(device.netns(), false, PacketTap.ALL, "station");
    try {
      socket.bind(device, PacketTap.ALL);
      socket.takePending();
    } catch (SocketException e) {
      throw new AssertionError(e);
    }
  }

  public long mac() {
    return device.address().value();
  }

  public void sends(byte[] frame) {
    try {
      socket.takePending();
      socket.send(frame);
    } catch (SocketException e) {
      throw new AssertionError(e.errno().toString(), e);
    }
  }

  /// Sends the packet, whose head is what follows the link header.
  public void sends(Packet packet, long destination, int etherType) {
    sends(frame(packet, destination, etherType));
  }

  /// The frames that have come since the last time, as text.
  public List<String> received() {
    return frames().stream().map(Station::text).toList();
  }

  /// The frames that have come since the last time; those it sent itself are not among them.
  public List<byte[]> frames() {
    List<byte[]> frames = new ArrayList<>();
    try {
      socket.takePending();
      for (Frame frame = socket.receive(); frame != null; frame = socket.receive()) {
        if (frame.type() != Packet.Type.OUTGOING) {
          frames.add(frame.bytes());
        }
      }
    } catch (SocketException e) {
      throw new AssertionError(e);
    }
    return frames;
  }

  private static String text(byte[] frame) {
    return Decode.line(frame, 0, frame.length);
  }

  public void close() {
    socket.close();
  }

  // ---- frames

  private byte[] frame(Packet packet, long destination, int etherType) {
    Ethernet.push(packet, destination, mac(), etherType);
    byte[] frame = Arrays.copyOfRange(packet.bytes(), packet.head(), packet.tail());
    device.netns().world().consume(packet);
    return frame;
  }

  /// An ARP message from this station, as if it had the address `sender`.
  public byte[] arp(int operation, String sender, String target, long destination, long targetMac) {
    Packet packet = device.netns().world().allocate(64);
    Arp.push(packet, operation, mac(), Ip.of(sender).toInt(), targetMac, Ip.of(target).toInt());
    return frame(packet, destination, EtherType.ARP);
  }

  /// A question to all stations.
  public byte[] question(String sender, String target) {
    return arp(Arp.REQUEST, sender, target, Mac.BROADCAST_VALUE, 0);
  }

  /// An echo request in an IP packet.
  public byte[] echo(String source, String destination, int ttl, long station) {
    Packet packet = device.netns().world().allocate(256);
    Arrays.fill(packet.bytes(), packet.put(56), packet.tail(), (byte) 'x');
    int icmp = Icmp.push(packet, Icmp.ECHO_REQUEST, 0);
    Icmp.id(packet.bytes(), icmp, 7);
    Icmp.fillChecksum(packet.bytes(), icmp, packet.tail());
    int at =
        Ipv4.push(packet, Ip.of(source).toInt(), Ip.of(destination).toInt(), IpProtocol.ICMP, ttl);
    Ipv4.fillChecksum(packet.bytes(), at);
    return frame(packet, station, EtherType.IPV4);
  }
}
