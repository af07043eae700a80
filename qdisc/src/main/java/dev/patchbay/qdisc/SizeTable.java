package dev.patchbay.qdisc;

import dev.patchbay.core.text.Output;
import java.util.Arrays;

/// What the packets of a device cost on the link behind it: the root discipline, and all below,
/// reckon them as so long (`struct qdisc_size_table`).
public final class SizeTable {
  /// What is on the link.
  public enum LinkLayer {
    NONE,
    ETHERNET,
    /// Cells of 53 bytes that carry 48.
    ATM
  }

  /// What `tc` is told of it, in bytes; 0 for what is not said.
  ///
  /// @param overhead what each packet has beside its own bytes
  /// @param least what the smallest costs (`mpu`)
  /// @param largest what the table goes up to (`mtu`)
  /// @param slots how many entries it has (`tsize`)
  public record Words(LinkLayer layer, int overhead, int least, int largest, int slots) {
    /// Whether anything is said that makes a difference (`check_size_table_opts`).
    public boolean matter() {
      return layer != LinkLayer.NONE || least != 0 || overhead != 0;
    }

    private boolean needsSizes() {
      return layer == LinkLayer.ATM || least != 0;
    }
  }

  private static final int USUAL_LARGEST = 2047;
  private static final int USUAL_SLOTS = 512;
  private static final int MOST = 0xffff;
  private static final int CELL = 53;
  private static final int CARRIED = 48;

  private final Words words;
  private final int[] sizes;
  private int cellBits;
  private int sizeBits;

  private SizeTable(Words words) {
    this.words = words;
    sizes = new int[words.slots()];
    while (words.slots() > 0 && words.largest() >>> cellBits > words.slots() - 1) {
      cellBits++;
    }
    while (size(words.slots()) >>> sizeBits > MOST) {
      sizeBits++;
    }
    Arrays.setAll(sizes, i -> size(i + 1) >>> sizeBits);
  }

  /// The table that the words say (`tc_calc_size_table`).
  public static SizeTable of(Words words) {
    if (!words.needsSizes()) {
      return new SizeTable(new Words(words.layer(), words.overhead(), words.least(), 0, 0));
    }
    int largest = words.largest() == 0 ? USUAL_LARGEST : words.largest();
    int slots = words.slots() == 0 ? USUAL_SLOTS : words.slots();
    return new SizeTable(new Words(words.layer(), words.overhead(), words.least(), largest, slots));
  }

  /// What packets of so many cells of the table cost.
  private int size(int cells) {
    int bytes = Math.max(cells << cellBits, words.least());
    return words.layer() == LinkLayer.ATM ? Math.ceilDiv(bytes, CARRIED) * CELL : bytes;
  }

  /// What a packet of so many bytes costs (`__qdisc_calculate_pkt_len`).
  int cost(int bytes) {
    int cost = bytes + words.overhead();
    if (sizes.length > 0) {
      int slot = Math.max(cost - 1, 0) >> cellBits;
      int last = sizes.length - 1;
      cost = sizes[slot % sizes.length] + (slot <= last ? 0 : sizes[last] * (slot / sizes.length));
      cost <<= sizeBits;
    }
    return Math.max(cost, 1);
  }

  /// Shows what was said, as `tc -d` does (`print_size_table`).
  public void show(Output out) {
    out.openObject("stab");
    out.text(" ");
    if (words.layer() != LinkLayer.NONE) {
      String layer = words.layer() == LinkLayer.ATM ? "atm" : "ethernet";
      out.string("linklayer", "linklayer ", layer, " ");
    }
    show(out, "overhead", words.overhead());
    show(out, "mpu", words.least());
    show(out, "mtu", words.largest());
    show(out, "tsize", words.slots());
    out.closeObject();
  }

  private static void show(Output out, String key, int number) {
    if (number != 0) {
      out.number(key, key + " ", number, " ");
    }
  }
}
