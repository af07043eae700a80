package dev.patchbay.trace.pcap;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.bpf.Ancillary;
import dev.patchbay.packet.bpf.Bpf;
import dev.patchbay.trace.pcap.Layers.From;
import dev.patchbay.trace.pcap.Layers.Offset;
import dev.patchbay.trace.pcap.Qualifiers.Direction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Headers that another packet stands behind. Each of these words moves what is asked after it,
/// even on the other side of an `or`.
final class Encapsulations {
  private static final int OLD_QINQ = 0x9100;
  private static final int TAG = 4;
  private static final int LABEL = 4;
  private static final int PPPOE_HEADER = 6;
  private static final int GENEVE_PORT = 6081;

  private final Layers layers;
  private final PacketTests tests;
  private final LinkTests links;
  private final PortTests ports;

  Encapsulations(Layers layers, PacketTests tests, LinkTests links, PortTests ports) {
    this.layers = layers;
    this.tests = tests;
    this.links = links;
    this.ports = ports;
  }

  /// `vlan`, of any number or one.
  Condition vlan(@Nullable Integer number) {
    if (layers.labels > 0) {
      throw new FilterRefusal("no VLAN match after MPLS");
    }
    if (layers.link != Link.ETHERNET) {
      throw layers.refusal("no VLAN support for %s");
    }
    boolean outer = layers.vlans == 0 && !layers.header.variable && layers.header.constant == 0;
    boolean beside = outer && layers.target.source() == FilterTarget.Source.LIVE;
    Condition tagged = beside ? tagBesideBytes(number) : tagInBytes(number);
    layers.vlans++;
    return tagged;
  }

  private Condition tagInBytes(@Nullable Integer number) {
    Condition tag = hasTagProtocol();
    if (number != null) {
      tag = tag.and(hasTagNumber(number));
    }
    layers.payload.constant += TAG;
    layers.type.constant += TAG;
    return tag;
  }

  private Condition hasTagProtocol() {
    Condition one = links.carries(EtherType.VLAN).or(links.carries(EtherType.QINQ));
    return one.or(links.carries(OLD_QINQ));
  }

  private Block hasTagNumber(int number) {
    if (Integer.compareUnsigned(number, 0xfff) > 0) {
      throw new FilterRefusal(
          "VLAN tag " + Integer.toUnsignedString(number) + " greater than maximum 4095");
    }
    return tests.masked(From.PAYLOAD, 0, Bpf.H, number, 0xfff).head();
  }

  /// Linux takes the outer tag off: then it stands beside the bytes, and nothing in them moves.
  private Condition tagBesideBytes(@Nullable Integer number) {
    Condition beside =
        new Block(PacketTests.list(load(Ancillary.VLAN_TAG_PRESENT)), PacketTests.jump(Bpf.JEQ), 1);
    Condition inBytes = hasTagProtocol();
    Block tagNumber = number == null ? null : hasTagNumber(number);
    layers.tagBesideBytes = true;
    List<Statement> move = new ArrayList<>();
    move(layers.payload, move);
    move(layers.type, move);
    inBytes.head().prepend(move);
    Condition tagged = beside.or(inBytes);
    if (tagNumber == null) {
      return tagged;
    }
    loadFromWhereItIs(tagNumber);
    return tagged.and(tagNumber);
  }

  private void move(Offset offset, List<Statement> statements) {
    offset.variable = true;
    if (offset.word == Offset.NO_WORD) {
      offset.word = layers.take();
    }
    statements.add(new Statement(Bpf.LD | Bpf.MEM, offset.word));
    statements.add(new Statement(Bpf.ALU | Bpf.ADD | Bpf.K, TAG));
    statements.add(new Statement(Bpf.ST, offset.word));
  }

  private static void loadFromWhereItIs(Block tagNumber) {
    List<Statement> inBytes = tagNumber.statements;
    Statement isBeside = new Statement(PacketTests.jump(Bpf.JEQ), 1);
    Statement fromBeside = load(Ancillary.VLAN_TAG);
    isBeside.onTrue = fromBeside;
    isBeside.onFalse = inBytes.getFirst();
    // the mask, at the end of what is jumped over, is for both
    Statement skip = new Statement(Bpf.JMP | Bpf.JA, inBytes.size() - 1);
    tagNumber.prepend(
        PacketTests.list(load(Ancillary.VLAN_TAG_PRESENT), isBeside, fromBeside, skip));
  }

  private static Statement load(int field) {
    return new Statement(Bpf.LD | Bpf.B | Bpf.ABS, Ancillary.OFFSET + field);
  }

  /// `mpls`, of any label or one.
  Condition mpls(@Nullable Integer label) {
    Condition labelled = nextLabel();
    if (label != null) {
      if (Integer.compareUnsigned(label, 0xfffff) > 0) {
        throw new FilterRefusal(
            "MPLS label " + Integer.toUnsignedString(label) + " greater than maximum 1048575");
      }
      labelled = labelled.and(tests.masked(From.PAYLOAD, 0, Bpf.W, label << 12, 0xfffff000));
    }
    layers.network += LABEL;
    layers.networkWithoutSnap += LABEL;
    layers.labels++;
    return labelled;
  }

  private Condition nextLabel() {
    if (layers.labels > 0) {
      return tests.masked(From.PREVIOUS_LABEL, 2, Bpf.B, 0, 0x01);
    }
    return switch (layers.link) {
      case ETHERNET -> links.carries(EtherType.MPLS);
      case PPP -> links.carries(0x0281);
      default -> throw layers.refusal("no MPLS support for %s");
    };
  }

  /// `pppoed`.
  Condition pppoeDiscovery() {
    return links.carries(EtherType.PPPOE_DISCOVERY);
  }

  /// `pppoes`, of any session or one.
  Condition pppoeSession(@Nullable Integer session) {
    Condition packet = links.carries(EtherType.PPPOE_SESSION);
    if (session != null) {
      if (Integer.compareUnsigned(session, 0xffff) > 0) {
        throw new FilterRefusal(
            "PPPoE session number "
                + Integer.toUnsignedString(session)
                + " greater than maximum 65535");
      }
      packet = packet.and(tests.masked(From.PAYLOAD, 0, Bpf.W, session, 0xffff));
    }
    Offset payload = layers.payload;
    int inside = payload.constant + layers.network + PPPOE_HEADER;
    layers.push(Link.PPP, payload.variable, inside, payload.word);
    layers.type = new Offset(layers.header);
    payload.constant = inside + 2;
    layers.network = 0;
    layers.networkWithoutSnap = 0;
    return packet;
  }

  /// `geneve`, of any virtual network or one.
  Condition geneve(@Nullable Integer network) {
    Condition over4 = geneveOver4(network);
    Condition either = over4.or(geneveOver6(network));
    List<Statement> offsets = enterGeneve();
    Block always = tests.constant(true).head();
    always.prepend(offsets);
    layers.insideGeneve = true;
    return either.and(always);
  }

  private Condition geneveOver4(@Nullable Integer network) {
    Condition udp = ports.over4(GENEVE_PORT, IpProtocol.UDP, Direction.DST);
    Condition header = udp.and(geneveHeader(From.TRANSPORT_OF_IPV4, network));
    List<Statement> length = layers.loadIpHeaderLength();
    length.add(Statement.of(Bpf.MISC | Bpf.TXA));
    return header.and(new Block(length, Bpf.JMP | Bpf.JEQ | Bpf.X, 0));
  }

  private Condition geneveOver6(@Nullable Integer network) {
    Condition udp = ports.over6(GENEVE_PORT, IpProtocol.UDP, Direction.DST);
    Condition header = udp.and(geneveHeader(From.TRANSPORT_OF_IPV6, network));
    List<Statement> length = layers.variablePart(layers.payload);
    boolean variable = !length.isEmpty();
    length.add(new Statement(Bpf.LD | Bpf.IMM, 40));
    if (variable) {
      length.add(Statement.of(Bpf.ALU | Bpf.ADD | Bpf.X));
    }
    length.add(Statement.of(Bpf.MISC | Bpf.TAX));
    return header.and(new Block(length, Bpf.JMP | Bpf.JEQ | Bpf.X, 0));
  }

  private Condition geneveHeader(From from, @Nullable Integer network) {
    Condition version = tests.masked(from, 8, Bpf.B, 0, 0xc0);
    if (network == null) {
      return version;
    }
    if (Integer.compareUnsigned(network, 0xffffff) > 0) {
      throw new FilterRefusal(
          "Geneve VNI " + Integer.toUnsignedString(network) + " greater than maximum 16777215");
    }
    return version.and(tests.masked(from, 12, Bpf.W, network << 8, 0xffffff00));
  }

  /// Works out where the inner headers stand. The length of the network header is in both
  /// registers; an inner frame of Ethernet has its own type and payload, anything else has none.
  private List<Statement> enterGeneve() {
    List<Statement> all = new ArrayList<>();
    int udpPayload = layers.payload.constant + layers.network + 8;
    add(all, Bpf.ALU | Bpf.ADD | Bpf.K, udpPayload);
    add(all, Bpf.MISC | Bpf.TAX, 0);
    add(all, Bpf.ALU | Bpf.ADD | Bpf.K, 2);
    layers.type.word = layers.take();
    layers.type.variable = true;
    layers.type.constant = 0;
    add(all, Bpf.ST, layers.type.word);
    add(all, Bpf.LD | Bpf.IND | Bpf.B, 0);
    add(all, Bpf.ALU | Bpf.AND | Bpf.K, 0x3f);
    add(all, Bpf.ALU | Bpf.MUL | Bpf.K, 4);
    add(all, Bpf.ALU | Bpf.ADD | Bpf.K, 8);
    add(all, Bpf.ALU | Bpf.ADD | Bpf.X, 0);
    layers.push(Link.ETHERNET, true, 0, layers.take());
    add(all, Bpf.ST, layers.header.word);
    layers.fixed = true;
    add(all, Bpf.LD | Bpf.IND | Bpf.H, 2);
    add(all, Bpf.LDX | Bpf.MEM, layers.header.word);
    Statement isEthernet = add(all, PacketTests.jump(Bpf.JEQ), EtherType.TEB);
    isEthernet.onTrue = add(all, Bpf.MISC | Bpf.TXA, 0);
    add(all, Bpf.ALU | Bpf.ADD | Bpf.K, 12);
    add(all, Bpf.ST, layers.type.word);
    add(all, Bpf.ALU | Bpf.ADD | Bpf.K, 2);
    add(all, Bpf.MISC | Bpf.TAX, 0);
    layers.payload.word = layers.take();
    layers.payload.variable = true;
    layers.payload.constant = 0;
    isEthernet.onFalse = add(all, Bpf.STX, layers.payload.word);
    layers.network = 0;
    return all;
  }

  private static Statement add(List<Statement> all, int code, int k) {
    Statement statement = new Statement(code, k);
    all.add(statement);
    return statement;
  }
}
