package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Ancillary;
import dev.patchbay.packet.bpf.BpfProgram;
import dev.patchbay.packet.capture.LinkType;
import org.jspecify.annotations.Nullable;

/// An expression of pcap-filter(7), ready to choose packets. It belongs to one thread.
public final class PcapFilter {
  private final BpfProgram program;

  private PcapFilter(BpfProgram program) {
    this.program = program;
  }

  /// Compiles an expression for packets of a type.
  public static PcapFilter compile(String expression, LinkType type, Names names)
      throws PcapFilterException {
    return compile(expression, FilterTarget.of(type), names, true);
  }

  /// Compiles an expression.
  ///
  /// @param optimize whether the program is made shorter, where it can be
  public static PcapFilter compile(
      String expression, FilterTarget target, Names names, boolean optimize)
      throws PcapFilterException {
    Tokens tokens = new Tokens(FilterLexer.cut(expression));
    try {
      Layers layers = new Layers(target);
      Block root = generate(tokens, layers, names);
      return new PcapFilter(Assembler.assemble(optimize ? optimized(root, layers) : root));
    } catch (FilterRefusal refusal) {
      boolean syntax = refusal.text().startsWith("can't parse");
      throw new PcapFilterException(refusal.text(), tokens.position(syntax));
    }
  }

  /// @throws FilterRefusal when it turns out that no packet can be chosen
  private static Block optimized(Block root, Layers layers) {
    if (layers.fixed || layers.tagBesideBytes) {
      return root; // it jumps within a block, which the optimizer knows nothing of
    }
    Block shorter = Optimizer.optimize(root);
    if (shorter.isEnd() && shorter.k == 0) {
      throw new FilterRefusal("expression rejects all packets");
    }
    return shorter;
  }

  /// A filter that chooses no packet.
  public static PcapFilter nothing() {
    return new PcapFilter(Assembler.assemble(Block.answer(0)));
  }

  private static Block generate(Tokens tokens, Layers layers, Names names) {
    PacketTests tests = new PacketTests(layers);
    LinkTests links = new LinkTests(layers, tests);
    PortTests ports = new PortTests(tests, links);
    ProtocolTests protocols = new ProtocolTests(tests, links);
    AddressTests addresses = new AddressTests(layers, tests, links);
    FilterParser parser =
        new FilterParser(
            tokens,
            new Primitives(tokens, tests, links, new Encapsulations(layers, tests, links, ports)),
            links,
            protocols,
            new Operands(names, layers, links, addresses, ports, protocols),
            new Arithmetic(layers, tests, ports, protocols));
    Condition condition = parser.parse();
    Block yes = Block.answer(layers.target.snapLength());
    if (condition == null) {
      return yes;
    }
    condition.head().prepend(layers.prologue());
    condition.link(yes, Block.answer(0));
    return condition.head();
  }

  /// The program that chooses.
  public BpfProgram program() {
    return program;
  }

  /// Whether a packet is chosen.
  ///
  /// @param from where it begins in `bytes`
  /// @param captured how many bytes of it are there
  /// @param wire how many bytes it had
  public boolean matches(byte[] bytes, int from, int captured, int wire) {
    return matches(bytes, from, captured, wire, null);
  }

  /// The same of a packet of an interface.
  ///
  /// @param ancillary what is known of it beside its bytes
  public boolean matches(
      byte[] bytes, int from, int captured, int wire, @Nullable Ancillary ancillary) {
    return program.run(bytes, from, captured, wire, ancillary) != 0;
  }
}
