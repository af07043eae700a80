package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionList;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A filter of u32.
final class U32Rule extends Rule {
  private static final int NODE = 0xfff;

  private final U32Options options;
  private final int protocol;
  private final U32Key[] keys;
  private final long[] keyHits;
  private final @Nullable U32Table link;
  private long hits;
  private long successes;
  private long markHits;

  /// @param protocol the EtherType of the packets it is for
  U32Rule(
      int handle, int protocol, U32Options options, ActionList actions, @Nullable U32Table link) {
    super(handle, options.target(), actions);
    this.protocol = protocol;
    this.options = options;
    this.keys = keysOf(options).toArray(U32Key[]::new);
    this.keyHits = new long[keys.length];
    this.link = link;
  }

  private static List<U32Key> keysOf(U32Options options) {
    return options.keys() == null ? List.of() : options.keys();
  }

  U32Options options() {
    return options;
  }

  /// The table it leads to, or null when a packet that matches goes no further.
  @Nullable U32Table link() {
    return link;
  }

  /// Whether the search ends with it (`TC_U32_TERMINAL`): something is to become of the packet.
  boolean isTerminal() {
    Target target = options.target();
    return link == null && (target.classid() != 0 || !target.actions().isEmpty());
  }

  /// Whether the packet matches, whose header is at `at`, and the one behind it `ahead` bytes on.
  boolean matches(Packet packet, int at, int ahead) {
    hits++;
    if (options.marked()) {
      if ((packet.mark() & options.markMask()) != options.mark()) {
        return false;
      }
      markHits++;
    }
    byte[] bytes = packet.bytes();
    for (int i = 0; i < keys.length; i++) {
      U32Key key = keys[i];
      int from = at + key.at() + (key.next() ? ahead : 0);
      if (from < 0 || from + 4 > packet.tail()) {
        return false;
      }
      if (((word(bytes, from) ^ key.value()) & key.mask()) != 0) {
        return false;
      }
      keyHits[i]++;
    }
    return true;
  }

  /// Whether the packet has come in by the device that is asked for.
  boolean comesBy(Packet packet, NetDevice device) {
    String name = options.indev();
    NetDevice asked = name == null ? null : device.netns().device(name);
    return name == null || (asked != null && asked.index() == packet.originalIndex());
  }

  void succeeded() {
    successes++;
  }

  static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 24)
        | ((bytes[at + 1] & 0xff) << 16)
        | ((bytes[at + 2] & 0xff) << 8)
        | (bytes[at + 3] & 0xff);
  }

  @Override
  public void show(Page page) {
    Output out = page.out();
    int table = handle() >>> 20;
    int bucket = (handle() >>> 12) & 0xff;
    int node = handle() & NODE;
    String hash = bucket == 0 ? "" : Integer.toHexString(bucket);
    String tableName = Integer.toHexString(table);
    String name = tableName + ":" + hash + ":" + Integer.toHexString(node);
    out.string("fh", "fh ", name + raw(page, handle()), " ");
    out.number("order", "order ", node, " ");
    out.string("key_ht", "key ht ", tableName, " ");
    out.string("bkt", "bkt ", Integer.toHexString(bucket), " ");
    showTarget(page);
    showFlags(out, "");
    out.text(" ");
    if (page.statistics()) {
      out.number("rule_hit", "(rule hit ", hits, " ");
      out.number("success", "success ", successes, ")");
    }
    showMark(out);
    for (int i = 0; i < keys.length; i++) {
      show(page, keys[i], keyHits[i]);
    }
    showHop(out);
    if (actions().isPolice()) {
      actions().show(page);
    }
    if (options.indev() != null) {
      out.newline();
      out.string("input_dev", "  input dev ", options.indev(), "");
      out.newline();
    }
    if (!actions().isPolice()) {
      actions().show(page);
    }
  }

  /// A handle in full, as `-r` asks for it.
  static String raw(Page page, int handle) {
    return page.raw() ? "[%08x]".formatted(handle) : "";
  }

  private void showTarget(Page page) {
    Output out = page.out();
    boolean terminal = isTerminal();
    if (classid() != 0) {
      out.string("flowid", (terminal ? "*" : "") + "flowid ", Handle.show(classid()), " ");
    } else if (terminal) {
      out.text("terminal flowid ");
    }
    if (link != null) {
      out.string("link", "link ", link.name(page), " ");
    }
  }

  private void showMark(Output out) {
    if (options.marked()) {
      out.newline();
      out.text("  mark 0x%04x 0x%04x ".formatted(options.mark(), options.markMask()));
      out.jsonString("fwmark_value", "0x" + Integer.toHexString(options.mark()));
      out.jsonString("fwmark_mask", "0x" + Integer.toHexString(options.markMask()));
      out.number("fwmark_success", "(success ", markHits, ")");
    }
  }

  private void show(Page page, U32Key key, long hits) {
    Output out = page.out();
    out.openObject("match");
    if (page.pretty() && (protocol == EtherType.IPV4 || protocol == EtherType.IPV6)) {
      U32Pretty.show(out, key, protocol == EtherType.IPV6);
    } else {
      showBytes(out, key);
    }
    out.closeObject();
    if (page.statistics()) {
      out.number("success", " (success ", hits, " ) ");
    }
  }

  private static void showBytes(Output out, U32Key key) {
    String next = key.next() ? "nexthdr+" : "";
    out.jsonString("value", Integer.toHexString(key.value()));
    out.jsonString("mask", Integer.toHexString(key.mask()));
    out.jsonString("offmask", next);
    out.jsonNumber("off", key.at());
    out.text("\n  match %08x/%08x at %s%d".formatted(key.value(), key.mask(), next, key.at()));
  }

  private void showHop(Output out) {
    U32Options.Hop hop = options.hop();
    if (hop.varies() || hop.fixed()) {
      out.newline();
      out.string(null, "", "    offset ", "");
      if (hop.varies()) {
        hex(out, "offset_mask", "", "%04x", hop.offsetMask());
        out.number("offset_shift", ">>", hop.offsetShift(), " ");
        out.number("offset_off", "at ", hop.offsetAt(), " ");
      }
      if (hop.offset() != 0) {
        out.number("plus", "plus ", hop.offset(), " ");
      }
    }
    if (hop.eats()) {
      out.string(null, "", " eat ", "");
    }
    if (hop.hashMask() != 0) {
      out.newline();
      hex(out, "hash_mask", "    hash mask ", "%08x ", hop.hashMask());
      out.number("hash_off", "at ", hop.hashAt(), " ");
    }
  }

  /// Bits, which JSON has without leading zeros.
  private static void hex(Output out, String key, String before, String format, int bits) {
    out.text(before + format.formatted(bits));
    out.jsonString(key, Integer.toHexString(bits));
  }
}
