package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.LabelStack;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.mpls.MplsVia;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Labels, and whom labelled packets go to, as `ip -f mpls` reads them.
final class MplsWords {
  /// How many bits a label has.
  static final int BITS = 20;

  private MplsWords() {}

  /// A label, and how many of its bits are meant.
  record LabelPrefix(int label, int length) {
    /// Whether it is this label, as far as it is meant.
    boolean contains(int other) {
      return (label ^ other) >>> (BITS - length) == 0;
    }
  }

  /// `16/17/18`, or the end of the command.
  static LabelStack labels(String word) {
    LabelStack labels = LabelStack.parse(word);
    if (labels == null) {
      throw InetText.expected("address", word, ProtocolFamily.MPLS);
    }
    return labels;
  }

  /// `16` or `16/20`, or the end of the command.
  static LabelPrefix prefix(String word) {
    int slash = word.indexOf('/');
    LabelStack label = LabelStack.parse(slash < 0 ? word : word.substring(0, slash));
    OptionalLong length =
        slash < 0 ? OptionalLong.of(BITS) : Numbers.u32(word.substring(slash + 1), 0);
    if (label == null || length.isEmpty() || length.getAsLong() > BITS) {
      throw InetText.expected("prefix", word, ProtocolFamily.MPLS);
    }
    return new LabelPrefix(label.label(0), (int) length.getAsLong());
  }

  /// The words behind `via`: a family and an address of it; null when that is a label.
  static @Nullable MplsVia via(Args args) {
    String word = args.next();
    ProtocolFamily said = ProtocolFamily.of(word);
    if (said == null || said == ProtocolFamily.MPLS) {
      labels(said == null ? word : args.next());
      return null;
    }
    String address = args.next();
    return said == ProtocolFamily.LINK
        ? station(address)
        : new MplsVia.Router(InetText.address(address, said));
  }

  private static MplsVia station(String word) {
    byte[] bytes;
    try {
      bytes = LinkLayer.parse(word);
    } catch (Refusal refusal) {
      String second = InetText.expected("address", word, ProtocolFamily.LINK).message();
      throw InetText.exit(refusal.message() + "\n" + second);
    }
    Mac mac = bytes.length == Mac.BYTES ? Mac.of(bytes, 0) : Mac.ZERO;
    return new MplsVia.Station(mac, bytes.length);
  }
}
