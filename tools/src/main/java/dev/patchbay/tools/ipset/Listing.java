package dev.patchbay.tools.ipset;

import dev.patchbay.filter.set.Entry;
import dev.patchbay.filter.set.NamedSet;
import dev.patchbay.filter.set.SetOptions;
import dev.patchbay.filter.set.Slot;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Shows sets: in plain words, as commands that make them again, or as XML.
final class Listing {
  /// How sets are shown.
  enum Mode {
    PLAIN,
    SAVE,
    XML
  }

  private final Mode mode;
  private final Session session;
  private final StringBuilder out = new StringBuilder();
  private boolean isFirst = true;

  Listing(Mode mode, Session session) {
    this.mode = mode;
    this.session = session;
  }

  /// The text of all these sets.
  String of(List<Slot> slots) {
    boolean isNames = session.has(Session.Flag.NAMES) && mode != Mode.SAVE;
    out.append(mode == Mode.XML ? "<ipsets>\n" : "");
    for (Slot slot : slots) {
      if (isNames) {
        String name = slot.set().name();
        out.append(mode == Mode.XML ? "<ipset name=\"" + name + "\"/>\n" : name + "\n");
      } else {
        show(slot);
      }
    }
    return out.append(mode == Mode.XML ? "</ipsets>\n" : "").toString();
  }

  private void show(Slot slot) {
    NamedSet set = slot.set();
    TypeSyntax type = Objects.requireNonNull(TypeSyntax.find(set.type().word()));
    boolean isTerse = session.has(Session.Flag.TERSE) && mode != Mode.SAVE;
    begin(set, type);
    for (Word word : type.create()) {
      option(word, value(word, set, set.options()));
    }
    describe(slot, isTerse);
    if (!isTerse) {
      members(set, new EntryText(type, session.names(), session.has(Session.Flag.RESOLVE)));
    }
    if (mode == Mode.XML) {
      out.append(isTerse ? "</ipset>\n" : "</members>\n</ipset>\n");
    }
    isFirst = false;
  }

  private void begin(NamedSet set, TypeSyntax type) {
    String name = set.name();
    String word = type.word();
    int revision = set.type().revision();
    switch (mode) {
      case SAVE -> out.append("create ").append(name).append(' ').append(word);
      case PLAIN -> {
        out.append(isFirst ? "Name: " : "\nName: ").append(name);
        out.append("\nType: ").append(word);
        out.append("\nRevision: ").append(revision).append("\nHeader:");
      }
      case XML -> {
        out.append("<ipset name=\"").append(name).append("\">\n<type>").append(word);
        out.append("</type>\n<revision>").append(revision).append("</revision>\n<header>");
      }
    }
  }

  private void describe(Slot slot, boolean isTerse) {
    NamedSet set = slot.set();
    switch (mode) {
      case SAVE -> out.append('\n');
      case PLAIN -> {
        out.append("\nSize in memory: ").append(set.memory());
        out.append("\nReferences: ").append(slot.references());
        out.append("\nNumber of entries: ").append(set.elements());
        out.append(isTerse ? "\n" : "\nMembers:\n");
      }
      case XML -> {
        out.append("\n<memsize>").append(set.memory());
        out.append("</memsize>\n<references>").append(slot.references());
        out.append("</references>\n<numentries>").append(set.elements());
        out.append("</numentries>\n</header>\n").append(isTerse ? "" : "<members>\n");
      }
    }
  }

  private void option(Word word, @Nullable String value) {
    if (value == null) {
      return;
    }
    if (mode == Mode.XML) {
      String name = word.text();
      out.append(
          value.isEmpty() ? "<" + name + "/>" : "<" + name + ">" + value + "</" + name + ">");
    } else {
      out.append(' ').append(word.text()).append(value.isEmpty() ? "" : " " + value);
    }
  }

  /// The value of an option; the program never shows `forceadd`.
  private static @Nullable String value(Word word, NamedSet set, SetOptions options) {
    return switch (word) {
      case FAMILY -> set.family() == Family.IPV6 ? "inet6" : "inet";
      case HASHSIZE -> Integer.toString(options.hashSize);
      case MAXELEM -> Integer.toUnsignedString(options.maxElements);
      case SIZE -> Integer.toUnsignedString(options.size);
      case BUCKETSIZE -> Integer.toString(options.bucketSize);
      case INITVAL -> String.format(Locale.ROOT, "0x%08x", Objects.requireNonNull(options.seed));
      case MARKMASK -> String.format(Locale.ROOT, "0x%08x", options.markMask);
      case NETMASK -> netmask(set, options);
      case TIMEOUT -> options.timeout == Entry.ABSENT ? null : Long.toString(options.timeout);
      case COUNTERS -> options.counters ? "" : null;
      case COMMENTS -> options.comments ? "" : null;
      case SKBINFO -> options.packetInfo ? "" : null;
      case RANGE ->
          Objects.requireNonNull(options.from).text()
              + "-"
              + Objects.requireNonNull(options.to).text();
      case PORT_RANGE -> options.port + "-" + options.portTo;
      default -> null;
    };
  }

  private static @Nullable String netmask(NamedSet set, SetOptions options) {
    int whole = set.family() == Family.IPV6 ? Family.IPV6.bits() : Family.IPV4.bits();
    boolean isCut = options.netmask != Entry.ABSENT && options.netmask != whole;
    return isCut ? Integer.toString(options.netmask) : null;
  }

  private void members(NamedSet set, EntryText text) {
    List<Entry> entries = new ArrayList<>();
    set.each(entries::add);
    if (session.has(Session.Flag.SORTED) && set.type().word().startsWith("hash:")) {
      entries.sort(Comparator.comparing(text::element, new ElementOrder()));
    }
    for (Entry entry : entries) {
      line(set, text, entry);
    }
  }

  private void line(NamedSet set, EntryText text, Entry entry) {
    switch (mode) {
      case SAVE -> out.append("add ").append(set.name()).append(' ');
      case XML -> out.append("<member><elem>");
      case PLAIN -> {}
    }
    out.append(text.element(entry)).append(mode == Mode.XML ? "</elem>" : "");
    for (Word word : text.type().add()) {
      option(word, EntryText.value(word, entry));
    }
    out.append(mode == Mode.XML ? "</member>\n" : "\n");
  }
}
