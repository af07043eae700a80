package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `-m hashlimit`: so many packets or bytes in a time, for each address or port by itself.
public final class Hashlimit implements MatchKind {
  private static final int BURST = 5;
  private static final int INTERVAL = 1000;
  private static final String[] MODES = {"srcip", "srcport", "dstip", "dstport"};
  private static final Option<HashRate> UPTO =
      Option.of("hashlimit-upto", HashRate::read)
          .alias("hashlimit")
          .invertible()
          .excludes("hashlimit-above");
  private static final Option<HashRate> ABOVE =
      Option.of("hashlimit-above", HashRate::read).invertible().excludes("hashlimit-upto");
  private static final Option<Long> SOURCE_MASK =
      Option.of("hashlimit-srcmask", Values.number(0, 128));
  private static final Option<Long> DESTINATION_MASK =
      Option.of("hashlimit-dstmask", Values.number(0, 128));
  private static final Option<Long> LIMIT_BURST =
      Option.of("hashlimit-burst", Hashlimit::readBurst);
  private static final Option<Long> SIZE = Option.of("hashlimit-htable-size", Values.u32());
  private static final Option<Long> MOST = Option.of("hashlimit-htable-max", Values.u32());
  private static final Option<Long> GC = Option.of("hashlimit-htable-gcinterval", Values.u32());
  private static final Option<Long> EXPIRE = Option.of("hashlimit-htable-expire", Values.u32());
  private static final Option<Integer> MODE = Option.of("hashlimit-mode", Hashlimit::readMode);
  private static final Option<String> NAME =
      Option.of("hashlimit-name", Values.string(1, 254)).mandatory();
  private static final Option<Void> RATE_MATCH = Option.flag("hashlimit-rate-match");
  private static final Option<Long> RATE_INTERVAL =
      Option.of("hashlimit-rate-interval", Values.u32());

  @Override
  public String name() {
    return "hashlimit";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(
        UPTO,
        ABOVE,
        SOURCE_MASK,
        DESTINATION_MASK,
        LIMIT_BURST,
        SIZE,
        MOST,
        GC,
        EXPIRE,
        MODE,
        NAME,
        RATE_MATCH,
        RATE_INTERVAL);
  }

  private static Long readBurst(Reading reading, String text) {
    Matcher bytes = Pattern.compile("([0-9]{1,9})(k?|m?)b").matcher(text);
    if (bytes.matches()) {
      return HashRate.bytes(bytes.group(1), bytes.group(2));
    }
    Long count = Values.parse(text);
    if (count == null || count < 1 || count > 1_000_000) {
      throw new Refusal("bad value for option \"--hashlimit-burst\", or out of range (1-1000000).");
    }
    return count;
  }

  private static int readMode(Reading reading, String text) {
    int modes = 0;
    for (String word : text.split(",", -1)) {
      int mode = List.of(MODES).indexOf(word);
      if (mode < 0) {
        throw new Refusal("hashlimit: Bad value for \"--hashlimit-mode\" option: \"" + text + "\"");
      }
      modes |= 1 << mode;
    }
    return modes;
  }

  @Override
  public void verify(Chosen chosen) {
    if (!chosen.has(UPTO) && !chosen.has(ABOVE)) {
      throw new Refusal("You have to specify --hashlimit");
    }
  }

  @Override
  public Match build(Chosen chosen) {
    boolean above = chosen.has(ABOVE) ? !chosen.inverted(ABOVE) : chosen.inverted(UPTO);
    HashRate rate = chosen.has(ABOVE) ? chosen.required(ABOVE) : chosen.required(UPTO);
    Long burst = chosen.get(LIMIT_BURST);
    if (rate.countsBytes() && burst != null && burst < rate.bytes()) {
      throw new Refusal("burst cannot be smaller than " + rate.bytes() + "b");
    }
    int bits = chosen.family().bits();
    long unit = rate.quantum();
    boolean rateMatch = chosen.has(RATE_MATCH);
    long usualInterval = rate.countsBytes() ? 1 : unit / 1000;
    long otherwise = rate.countsBytes() ? 0 : BURST;
    return new Limits(
        above,
        rateMatch ? rate.aSecond() : rate,
        burst == null ? otherwise : burst,
        chosen.get(MODE, 0),
        chosen.required(NAME),
        chosen.get(SIZE, 0L),
        chosen.get(MOST, 0L),
        chosen.get(GC, (long) INTERVAL),
        chosen.get(EXPIRE, unit),
        chosen.get(SOURCE_MASK, (long) bits).intValue(),
        chosen.get(DESTINATION_MASK, (long) bits).intValue(),
        bits,
        rateMatch,
        chosen.get(RATE_INTERVAL, rateMatch ? usualInterval : 1L));
  }

  /// @param bits of an address of the family
  record Limits(
      boolean above,
      HashRate rate,
      long burst,
      int mode,
      String table,
      long size,
      long most,
      long interval,
      long expire,
      int sourceMask,
      int destinationMask,
      int bits,
      boolean rateMatch,
      long rateInterval)
      implements Match {
    @Override
    public String name() {
      return "hashlimit";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      boolean fits = !table.contains("/") && sourceMask <= bits && destinationMask <= bits;
      if (!fits || interval == 0 || expire == 0) {
        throw new NetlinkException(Errno.EINVAL);
      }
      return new Buckets(this, place.netns(), HashTables.of(place.netns()).attach(this));
    }

    @Override
    public boolean matches(Inspection packet) {
      throw new IllegalStateException("nothing is counted outside a table");
    }

    @Override
    public void save(StringBuilder out) {
      out.append(above ? " --hashlimit-above " : " --hashlimit-upto ").append(rate.text());
      if (burst != 0) {
        out.append(" --hashlimit-burst ").append(burstText());
      }
      if (mode != 0) {
        out.append(" --hashlimit-mode ").append(modes(","));
      }
      out.append(" --hashlimit-name ").append(table);
      details(out, " --hashlimit-", rate.quantum());
    }

    private String burstText() {
      return rate.countsBytes() ? HashRate.size(burst) : Long.toString(burst);
    }

    private String modes(String between) {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < MODES.length; i++) {
        if ((mode & 1 << i) != 0) {
          words.add(MODES[i]);
        }
      }
      return String.join(between, words);
    }

    private void details(StringBuilder out, String head, long usualExpire) {
      out.append(size == 0 ? "" : head + "htable-size " + size);
      out.append(most == 0 ? "" : head + "htable-max " + most);
      out.append(interval == INTERVAL ? "" : head + "htable-gcinterval " + interval);
      out.append(expire == usualExpire ? "" : head + "htable-expire " + expire);
      out.append(sourceMask == bits ? "" : head + "srcmask " + sourceMask);
      out.append(destinationMask == bits ? "" : head + "dstmask " + destinationMask);
      out.append(rateMatch ? head + "rate-match" : "");
      out.append(!rateMatch || rateInterval == 1 ? "" : head + "rate-interval " + rateInterval);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      HashRate listed = rate.over(rateInterval);
      out.append(above ? " limit: above " : " limit: up to ").append(listed.text());
      out.append(burst == 0 ? "" : " burst " + burstText());
      out.append(mode == 0 ? "" : " mode " + modes("-"));
      details(out, " ", listed.quantum());
    }
  }

  /// The same in a table, with its buckets.
  private record Buckets(Limits words, Netns netns, HashTable table) implements Match {
    @Override
    public String name() {
      return words.name();
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      return words.attach(place);
    }

    @Override
    public void detach() {
      HashTables.of(netns).detach(words.table, table);
    }

    @Override
    public boolean matches(Inspection packet) {
      return table.hasCredit(packet) != words.above;
    }

    @Override
    public void save(StringBuilder out) {
      words.save(out);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      words.list(out, listing);
    }
  }
}
