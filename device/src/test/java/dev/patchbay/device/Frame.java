package dev.patchbay.device;

import dev.patchbay.core.World;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.nio.charset.StandardCharsets;

/// An Ethernet frame as tests write and read it.
public record Frame(Mac destination, Mac source, int type, String payload) {
  /// IEEE 802's number for experiments: no protocol of a host takes it.
  public static final int EXPERIMENT = 0x88b5;

  /// A frame without payload, of no protocol that a host knows.
  public static Frame ethernet(Mac destination, Mac source) {
    return new Frame(destination, source, EXPERIMENT, "");
  }

  public Frame payload(String text) {
    return new Frame(destination, source, type, text);
  }

  public Frame type(int etherType) {
    return new Frame(destination, source, etherType, payload);
  }

  /// The frame as a packet, its head at the link header.
  public Packet packet(World world) {
    byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
    Packet packet = world.allocate(Ethernet.HEADER + bytes.length);
    int at = packet.put(Ethernet.HEADER + bytes.length);
    Ethernet.destination(packet.bytes(), at, destination.value());
    Ethernet.source(packet.bytes(), at, source.value());
    Ethernet.type(packet.bytes(), at, type);
    System.arraycopy(bytes, 0, packet.bytes(), at + Ethernet.HEADER, bytes.length);
    return packet;
  }

  /// The frame of a received packet, whose link header has been pulled.
  static Frame of(Packet packet) {
    byte[] bytes = packet.bytes();
    int link = packet.link();
    String payload = new String(bytes, packet.head(), packet.length(), StandardCharsets.ISO_8859_1);
    return new Frame(
        Mac.of(Ethernet.destination(bytes, link)),
        Mac.of(Ethernet.source(bytes, link)),
        Ethernet.type(bytes, link),
        payload);
  }
}
