package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Ancillary;
import dev.patchbay.packet.bpf.Bpf;
import dev.patchbay.trace.pcap.Layers.From;
import java.util.ArrayList;
import java.util.List;

/// Tests of fields: what all other tests are made of.
final class PacketTests {
  private static final int OUTGOING = 4;

  private final Layers layers;

  PacketTests(Layers layers) {
    this.layers = layers;
  }

  /// A test that is always passed, or never.
  Condition constant(boolean holds) {
    return new Block(list(new Statement(Bpf.LD | Bpf.IMM, holds ? 0 : 1)), jump(Bpf.JEQ), 0);
  }

  Condition equal(From from, int offset, int size, int value) {
    return new Block(layers.load(from, offset, size), jump(Bpf.JEQ), value);
  }

  Condition greater(From from, int offset, int size, int value) {
    return new Block(layers.load(from, offset, size), jump(Bpf.JGT), value);
  }

  Condition atLeast(From from, int offset, int size, int value) {
    return new Block(layers.load(from, offset, size), jump(Bpf.JGE), value);
  }

  Condition hasAnyOf(From from, int offset, int size, int bits) {
    return new Block(layers.load(from, offset, size), jump(Bpf.JSET), bits);
  }

  /// Whether the bits that a mask chooses are those of a value.
  Condition masked(From from, int offset, int size, int value, int mask) {
    List<Statement> statements = layers.load(from, offset, size);
    if (mask != -1) {
      statements.add(new Statement(Bpf.ALU | Bpf.AND | Bpf.K, mask));
    }
    return new Block(statements, jump(Bpf.JEQ), value);
  }

  /// Whether these bytes stand there: compared from the last ones on, as many at once as can be.
  Condition bytes(From from, int offset, byte[] value) {
    Condition all = null;
    for (int left = value.length; left > 0; ) {
      int width = left >= 4 ? 4 : left >= 2 ? 2 : 1;
      left -= width;
      int size = width == 4 ? Bpf.W : width == 2 ? Bpf.H : Bpf.B;
      Condition part = equal(from, offset + left, size, number(value, left, width));
      all = all == null ? part : all.and(part);
    }
    return all == null ? constant(true) : all;
  }

  private static int number(byte[] bytes, int at, int width) {
    int value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    return value;
  }

  /// `less`: no longer than that.
  Condition less(int length) {
    return new Block(list(Statement.of(Bpf.LD | Bpf.LEN)), jump(Bpf.JGT), length).not();
  }

  /// `greater`: at least as long as that.
  Condition greater(int length) {
    return new Block(list(Statement.of(Bpf.LD | Bpf.LEN)), jump(Bpf.JGE), length);
  }

  /// `byte`: a byte of the link header, compared. With `&` and `|` nothing is loaded first: so it
  /// is there, too.
  Condition byteIs(String operator, int index, int value) {
    return switch (operator) {
      case "=" -> equal(From.LINK_HEADER, index, Bpf.B, value);
      case "<" -> atLeast(From.LINK_HEADER, index, Bpf.B, value).not();
      case ">" -> greater(From.LINK_HEADER, index, Bpf.B, value);
      default -> {
        int operation = operator.equals("|") ? Bpf.OR : Bpf.AND;
        Statement change = new Statement(Bpf.ALU | operation | Bpf.K, value);
        yield new Block(list(change), jump(Bpf.JEQ), 0).not();
      }
    };
  }

  /// `inbound` and `outbound`.
  Condition outgoing() {
    return switch (layers.link) {
      case COOKED -> equal(From.LINK_HEADER, 0, Bpf.H, OUTGOING);
      case COOKED2 -> equal(From.LINK_HEADER, 10, Bpf.B, OUTGOING);
      default -> {
        if (layers.target.isFile()) {
          throw layers.refusal("inbound/outbound not supported on %s when reading savefiles");
        }
        yield equal(From.LINK_HEADER, Ancillary.OFFSET + Ancillary.PACKET_TYPE, Bpf.H, OUTGOING);
      }
    };
  }

  /// `ifindex`.
  Condition ifindex(int index) {
    if (layers.link == Link.COOKED2) {
      return equal(From.LINK_HEADER, 4, Bpf.W, index);
    }
    if (layers.target.isFile()) {
      throw layers.refusal("ifindex not supported on %s when reading savefiles");
    }
    return equal(From.LINK_HEADER, Ancillary.OFFSET + Ancillary.IFINDEX, Bpf.W, index);
  }

  static int jump(int condition) {
    return Bpf.JMP | condition | Bpf.K;
  }

  static List<Statement> list(Statement... statements) {
    return new ArrayList<>(List.of(statements));
  }
}
