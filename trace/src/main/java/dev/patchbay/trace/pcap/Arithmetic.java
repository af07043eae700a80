package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;
import dev.patchbay.trace.pcap.Layers.From;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Expressions that count with what is in a packet, and compare.
final class Arithmetic {
  /// A value: the statements that work it out into a word of memory, and what the packet must be
  /// for it to be there.
  static final class Value {
    final List<Statement> statements;
    @Nullable Condition given;
    int word;

    Value(List<Statement> statements, int word) {
      this.statements = statements;
      this.word = word;
    }

    private boolean isConstant() {
      return statements.getFirst().code == (Bpf.LD | Bpf.IMM);
    }

    private void requires(Condition condition) {
      given = given == null ? condition : given.and(condition);
    }
  }

  private final Layers layers;
  private final PacketTests tests;
  private final PortTests ports;
  private final ProtocolTests protocols;

  Arithmetic(Layers layers, PacketTests tests, PortTests ports, ProtocolTests protocols) {
    this.layers = layers;
    this.tests = tests;
    this.ports = ports;
    this.protocols = protocols;
  }

  /// A number.
  Value constant(int number) {
    return stored(new Statement(Bpf.LD | Bpf.IMM, number));
  }

  /// `len`.
  Value length() {
    return stored(Statement.of(Bpf.LD | Bpf.LEN));
  }

  private Value stored(Statement load) {
    int word = layers.take();
    return new Value(PacketTests.list(load, new Statement(Bpf.ST, word)), word);
  }

  /// What stands at a place in a header: `ip[0]`, `tcp[13:1]`.
  Value field(Protocol protocol, Value index, int size) {
    int word = layers.take();
    layers.release(index.word);
    int load = Bpf.LD | Bpf.IND | width(size);
    int network = layers.payload.constant + layers.network;
    switch (protocol) {
      case LINK -> indexed(index, load, layers.header, layers.header.constant);
      case IP, ARP, RARP, ATALK, DECNET, SCA, LAT, MOPRC, MOPDL, IP6 -> {
        indexed(index, load, layers.payload, network);
        Condition is = protocols.is(protocol);
        index.given = index.given == null ? is : index.given.and(is);
      }
      case SCTP, TCP, UDP, ICMP, IGMP, IGRP, PIM, VRRP, CARP -> {
        index.statements.addAll(layers.loadIpHeaderLength());
        addIndex(index);
        index.statements.add(new Statement(load, network));
        Condition whole = protocols.is(protocol).and(ports.isFirstFragment());
        Condition given = index.given == null ? whole : index.given.and(whole);
        index.given = protocols.is(Protocol.IP).and(given);
      }
      case ICMP6 -> {
        index.requires(protocols.is(Protocol.IP6));
        index.requires(tests.equal(From.PAYLOAD, 6, Bpf.B, 58));
        indexed(index, load, layers.payload, network + 40);
      }
      case RADIO -> throw new FilterRefusal("radio information not present in capture");
      default -> throw new FilterRefusal("unsupported index operation");
    }
    index.word = word;
    index.statements.add(new Statement(Bpf.ST, word));
    return index;
  }

  private void indexed(Value index, int load, Layers.Offset base, int constant) {
    List<Statement> variable = layers.variablePart(base);
    if (variable.isEmpty()) {
      index.statements.add(new Statement(Bpf.LDX | Bpf.MEM, index.word));
    } else {
      index.statements.addAll(variable);
      addIndex(index);
    }
    index.statements.add(new Statement(load, constant));
  }

  /// Adds the index to the index register.
  private static void addIndex(Value index) {
    index.statements.add(new Statement(Bpf.LD | Bpf.MEM, index.word));
    index.statements.add(Statement.of(Bpf.ALU | Bpf.ADD | Bpf.X));
    index.statements.add(Statement.of(Bpf.MISC | Bpf.TAX));
  }

  private static int width(int size) {
    return switch (size) {
      case 1 -> Bpf.B;
      case 2 -> Bpf.H;
      case 4 -> Bpf.W;
      default -> throw new FilterRefusal("data size must be 1, 2, or 4");
    };
  }

  /// The value with the other sign.
  Value negated(Value value) {
    value.statements.add(new Statement(Bpf.LD | Bpf.MEM, value.word));
    value.statements.add(Statement.of(Bpf.ALU | Bpf.NEG));
    value.statements.add(new Statement(Bpf.ST, value.word));
    return value;
  }

  /// Two values calculated with.
  Value calculated(int operation, Value left, Value right) {
    checkRight(operation, right);
    append(left, right);
    left.statements.add(Statement.of(Bpf.ALU | Bpf.X | operation));
    layers.release(left.word);
    layers.release(right.word);
    left.word = layers.take();
    left.statements.add(new Statement(Bpf.ST, left.word));
    return left;
  }

  private static void checkRight(int operation, Value right) {
    if (!right.isConstant()) {
      return;
    }
    int constant = right.statements.getFirst().k;
    if (operation == Bpf.DIV && constant == 0) {
      throw new FilterRefusal("division by zero");
    }
    if (operation == Bpf.MOD && constant == 0) {
      throw new FilterRefusal("modulus by zero");
    }
    boolean shift = operation == Bpf.LSH || operation == Bpf.RSH;
    if (shift && Integer.compareUnsigned(constant, 31) > 0) {
      throw new FilterRefusal("shift by more than 31 bits");
    }
  }

  /// Works out both, then has the left one in the accumulator and the right one in the index.
  private static void append(Value left, Value right) {
    left.statements.addAll(right.statements);
    left.statements.add(new Statement(Bpf.LDX | Bpf.MEM, right.word));
    left.statements.add(new Statement(Bpf.LD | Bpf.MEM, left.word));
  }

  /// Two values compared.
  Condition compared(int relation, boolean reversed, Value left, Value right) {
    append(left, right);
    int jump = Bpf.JMP | relation | Bpf.X;
    if (relation == Bpf.JEQ) {
      left.statements.add(Statement.of(Bpf.ALU | Bpf.SUB | Bpf.X));
      jump = PacketTests.jump(relation);
    }
    Condition test = new Block(left.statements, jump, 0);
    if (reversed) {
      test = test.not();
    }
    layers.release(left.word);
    layers.release(right.word);
    Condition given = left.given;
    if (right.given != null) {
      given = given == null ? right.given : given.and(right.given);
    }
    return given == null ? test : given.and(test);
  }
}
