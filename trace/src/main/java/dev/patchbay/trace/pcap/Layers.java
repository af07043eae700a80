package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where the headers of a packet stand, as far as an expression has told by now: words like `vlan`
/// and `pppoes` move what follows them. What is only known for each packet is worked out by the
/// program and kept in a word of its memory.
final class Layers {
  /// What an offset counts from.
  enum From {
    LINK_HEADER,
    LINK_TYPE,
    LLC,
    PAYLOAD,
    PAYLOAD_WITHOUT_SNAP,
    PREVIOUS_LABEL,
    TRANSPORT_OF_IPV4,
    TRANSPORT_OF_IPV6
  }

  /// An offset, in part perhaps a word of memory.
  static final class Offset {
    static final int NO_WORD = -1;

    boolean variable;
    int constant;
    int word = NO_WORD;

    Offset(int constant) {
      this.constant = constant;
    }

    Offset(Offset other) {
      variable = other.variable;
      constant = other.constant;
      word = other.word;
    }
  }

  private static final int IPV6_HEADER = 40;

  final FilterTarget target;
  Link link;
  Offset header = new Offset(0);
  Offset type;
  Offset payload;

  /// Where the network header begins in the payload.
  int network;

  /// The same without SNAP.
  int networkWithoutSnap;

  int labels;
  int vlans;
  boolean insideGeneve;

  /// Whether a tag may have been taken off a packet, so that what follows it has moved.
  boolean tagBesideBytes;

  /// Whether the program has to stay as it was generated.
  boolean fixed;

  private final boolean[] taken = new boolean[Bpf.MEMORY_WORDS];
  private int word;

  Layers(FilterTarget target) {
    this.target = target;
    link = Link.of(target.linkType());
    type = new Offset(link.typeAt());
    payload = new Offset(link.header());
    networkWithoutSnap = link.withoutSnap();
  }

  /// A word of memory that is free.
  int take() {
    for (int i = 0; i < Bpf.MEMORY_WORDS; i++) {
      if (!taken[word]) {
        taken[word] = true;
        return word;
      }
      word = (word + 1) % Bpf.MEMORY_WORDS;
    }
    throw new FilterRefusal("too many registers needed to evaluate expression");
  }

  void release(int released) {
    taken[released] = false;
  }

  /// Another link layer begins inside the one before.
  void push(Link inner, boolean variable, int constant, int register) {
    link = inner;
    header = new Offset(constant);
    header.variable = variable;
    header.word = register;
    insideGeneve = false;
  }

  /// Statements that load a field.
  List<Statement> load(From from, int offset, int size) {
    return switch (from) {
      case LINK_HEADER -> load(header, offset, size);
      case LINK_TYPE -> load(type, offset, size);
      case LLC -> load(payload, offset, size);
      case PAYLOAD -> load(payload, network + offset, size);
      case PAYLOAD_WITHOUT_SNAP -> load(payload, networkWithoutSnap + offset, size);
      case PREVIOUS_LABEL -> load(payload, network - 4 + offset, size);
      case TRANSPORT_OF_IPV6 -> load(payload, network + IPV6_HEADER + offset, size);
      case TRANSPORT_OF_IPV4 -> {
        List<Statement> statements = loadIpHeaderLength();
        int at = payload.constant + network + offset;
        statements.add(new Statement(Bpf.LD | Bpf.IND | size, at));
        yield statements;
      }
    };
  }

  private List<Statement> load(Offset base, int offset, int size) {
    List<Statement> statements = variablePart(base);
    int mode = statements.isEmpty() ? Bpf.ABS : Bpf.IND;
    statements.add(new Statement(Bpf.LD | mode | size, base.constant + offset));
    return statements;
  }

  /// Statements that load the part of an offset that differs from packet to packet into the index
  /// register; none if there is none.
  List<Statement> variablePart(Offset offset) {
    List<Statement> statements = new ArrayList<>();
    if (offset.variable) {
      if (offset.word == Offset.NO_WORD) {
        offset.word = take();
      }
      statements.add(new Statement(Bpf.LDX | Bpf.MEM, offset.word));
    }
    return statements;
  }

  /// Statements that load the length of the IPv4 header, and what varies before it, into the index
  /// register.
  List<Statement> loadIpHeaderLength() {
    List<Statement> statements = variablePart(payload);
    int at = payload.constant + network;
    if (statements.isEmpty()) {
      statements.add(new Statement(Bpf.LDX | Bpf.MSH | Bpf.B, at));
      return statements;
    }
    statements.add(new Statement(Bpf.LD | Bpf.IND | Bpf.B, at));
    statements.add(new Statement(Bpf.ALU | Bpf.AND | Bpf.K, 0xf));
    statements.add(new Statement(Bpf.ALU | Bpf.LSH | Bpf.K, 2));
    statements.add(Statement.of(Bpf.ALU | Bpf.ADD | Bpf.X));
    statements.add(Statement.of(Bpf.MISC | Bpf.TAX));
    return statements;
  }

  /// Statements that a program begins with: the words that a tag beside the bytes moves start at
  /// zero.
  List<Statement> prologue() {
    List<Statement> statements = new ArrayList<>();
    if (tagBesideBytes) {
      statements.add(new Statement(Bpf.LD | Bpf.IMM, 0));
      statements.add(new Statement(Bpf.ST, payload.word));
      statements.add(new Statement(Bpf.ST, type.word));
    }
    return statements;
  }

  /// A refusal of what this link layer does not have.
  FilterRefusal refusal(String format) {
    return new FilterRefusal(String.format(Locale.ROOT, format, link.description()));
  }
}
