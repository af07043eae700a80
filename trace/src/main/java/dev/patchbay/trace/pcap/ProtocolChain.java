package dev.patchbay.trace.pcap;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.bpf.Bpf;
import java.util.ArrayList;
import java.util.List;

/// `protochain`: whether a protocol is anywhere in the chain of headers. The program walks from
/// header to header in a loop: it jumps back, which no kernel would run.
final class ProtocolChain {
  private final Layers layers;
  private final LinkTests links;

  ProtocolChain(Layers layers, LinkTests links) {
    this.layers = layers;
    this.links = links;
  }

  Condition contains(int number, Protocol protocol) {
    // its word is taken even where both kinds are asked, each with another one
    int word = layers.take();
    if (protocol == Protocol.DEFAULT) {
      return contains(number, Protocol.IP).or(contains(number, Protocol.IP6));
    }
    if (protocol != Protocol.IP && protocol != Protocol.IP6) {
      throw new FilterRefusal("bad protocol applied for 'protochain'");
    }
    if (layers.payload.variable) {
      throw new FilterRefusal("'protochain' not supported with variable length headers");
    }
    layers.fixed = true;
    boolean six = protocol == Protocol.IP6;
    Condition ip = links.carries(six ? EtherType.IPV6 : EtherType.IPV4);
    List<Statement> walk = walk(number, word, six);
    layers.release(word);
    return ip.and(new Block(walk, PacketTests.jump(Bpf.JEQ), number));
  }

  private List<Statement> walk(int number, int word, boolean six) {
    int header = layers.payload.constant + layers.network;
    List<Statement> all = new ArrayList<>();
    all.add(new Statement(Bpf.LD | Bpf.ABS | Bpf.B, header + (six ? 6 : 9)));
    all.add(
        six
            ? new Statement(Bpf.LDX | Bpf.IMM, 40)
            : new Statement(Bpf.LDX | Bpf.MSH | Bpf.B, header));
    int again = all.size();
    Statement found = branch(all, number);
    Statement none = branch(all, IpProtocol.NO_NEXT_HEADER);
    found.onFalse = none;
    Statement last = none;
    if (six) {
      last = extensions(all, none, word, header, again);
    } else {
      none.onFalse = add(all, Bpf.ALU | Bpf.ADD | Bpf.K, 0);
    }
    Statement authentication = branch(all, IpProtocol.AH);
    if (six) {
      last.onFalse = authentication;
    }
    authentication.onTrue = authenticationHeader(all, word, header, again);
    Statement end = add(all, Bpf.ALU | Bpf.ADD | Bpf.K, 0);
    found.onTrue = end;
    none.onTrue = end;
    authentication.onFalse = end;
    return all;
  }

  /// Goes on behind an extension header, of any of four kinds. Answers with the last question.
  private static Statement extensions(
      List<Statement> all, Statement before, int word, int header, int again) {
    int[] kinds = {
      IpProtocol.HOP_BY_HOP, IpProtocol.DESTINATION_OPTIONS, IpProtocol.ROUTING, IpProtocol.FRAGMENT
    };
    List<Statement> questions = new ArrayList<>();
    Statement last = before;
    for (int kind : kinds) {
      Statement question = branch(all, kind);
      last.onFalse = question;
      last = question;
      questions.add(question);
    }
    Statement advance = add(all, Bpf.LD | Bpf.IND | Bpf.B, header);
    add(all, Bpf.ST, word);
    add(all, Bpf.LD | Bpf.IND | Bpf.B, header + 1);
    add(all, Bpf.ALU | Bpf.ADD | Bpf.K, 1);
    add(all, Bpf.ALU | Bpf.MUL | Bpf.K, 8);
    add(all, Bpf.ALU | Bpf.ADD | Bpf.X, 0);
    add(all, Bpf.MISC | Bpf.TAX, 0);
    add(all, Bpf.LD | Bpf.MEM, word);
    add(all, Bpf.JMP | Bpf.JA, again - all.size() - 1);
    questions.forEach(question -> question.onTrue = advance);
    return last;
  }

  /// Goes on behind an authentication header, whose length is counted otherwise.
  private static Statement authenticationHeader(
      List<Statement> all, int word, int header, int again) {
    Statement first = add(all, Bpf.MISC | Bpf.TXA, 0);
    add(all, Bpf.LD | Bpf.IND | Bpf.B, header);
    add(all, Bpf.ST, word);
    add(all, Bpf.MISC | Bpf.TXA, 0);
    add(all, Bpf.ALU | Bpf.ADD | Bpf.K, 1);
    add(all, Bpf.MISC | Bpf.TAX, 0);
    add(all, Bpf.LD | Bpf.IND | Bpf.B, header);
    add(all, Bpf.ALU | Bpf.ADD | Bpf.K, 2);
    add(all, Bpf.ALU | Bpf.MUL | Bpf.K, 4);
    add(all, Bpf.MISC | Bpf.TAX, 0);
    add(all, Bpf.LD | Bpf.MEM, word);
    add(all, Bpf.JMP | Bpf.JA, again - all.size() - 1);
    return first;
  }

  private static Statement branch(List<Statement> all, int value) {
    return add(all, PacketTests.jump(Bpf.JEQ), value);
  }

  private static Statement add(List<Statement> all, int code, int k) {
    Statement statement = new Statement(code, k);
    all.add(statement);
    return statement;
  }
}
