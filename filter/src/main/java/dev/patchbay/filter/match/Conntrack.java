package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.AddressMask;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Syntax;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `-m conntrack`: what is known of the packet's connection: state, addresses and ports of both
/// directions, status, the time it has left, the direction of the packet.
public final class Conntrack implements MatchKind {
  private static final long EXPIRE = 0xffff_ffffL;

  private static final Option<Integer> STATE =
      Option.of("ctstate", ConnectionStates.syntax(true, "ctstate")).invertible();
  private static final Option<Integer> PROTOCOL =
      Option.of("ctproto", Conntrack::protocol).invertible();
  private static final Option<AddressMask> ORIGINAL_SOURCE =
      Option.of("ctorigsrc", Values.hostMask()).invertible();
  private static final Option<AddressMask> ORIGINAL_DESTINATION =
      Option.of("ctorigdst", Values.hostMask()).invertible();
  private static final Option<AddressMask> REPLY_SOURCE =
      Option.of("ctreplsrc", Values.hostMask()).invertible();
  private static final Option<AddressMask> REPLY_DESTINATION =
      Option.of("ctrepldst", Values.hostMask()).invertible();
  private static final Option<Values.Range> ORIGINAL_SOURCE_PORT =
      Option.of("ctorigsrcport", ports()).invertible();
  private static final Option<Values.Range> ORIGINAL_DESTINATION_PORT =
      Option.of("ctorigdstport", ports()).invertible();
  private static final Option<Values.Range> REPLY_SOURCE_PORT =
      Option.of("ctreplsrcport", ports()).invertible();
  private static final Option<Values.Range> REPLY_DESTINATION_PORT =
      Option.of("ctrepldstport", ports()).invertible();
  private static final Option<Integer> STATUS =
      Option.of("ctstatus", Conntrack::status).invertible();
  private static final Option<Values.Range> EXPIRES =
      Option.of("ctexpire", Values.range(EXPIRE)).invertible();
  private static final Option<Integer> DIRECTION = Option.of("ctdir", Conntrack::direction);

  private static final String[] STATUS_NAMES = {"EXPECTED", "SEEN_REPLY", "ASSURED", "CONFIRMED"};

  @Override
  public String name() {
    return "conntrack";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(
        STATE,
        PROTOCOL,
        ORIGINAL_SOURCE,
        ORIGINAL_DESTINATION,
        REPLY_SOURCE,
        REPLY_DESTINATION,
        ORIGINAL_SOURCE_PORT,
        ORIGINAL_DESTINATION_PORT,
        REPLY_SOURCE_PORT,
        REPLY_DESTINATION_PORT,
        STATUS,
        EXPIRES,
        DIRECTION);
  }

  private static Syntax<Values.Range> ports() {
    return (reading, text) -> {
      int colon = text.indexOf(':');
      int low = Values.port(reading, colon < 0 ? text : text.substring(0, colon), "");
      int high = colon < 0 ? low : Values.port(reading, text.substring(colon + 1), "");
      return new Values.Range(low, high);
    };
  }

  private static Integer protocol(Reading reading, String text) {
    Long number = Values.parse(text);
    int protocol = number == null ? reading.names().protocol(text) : number.intValue();
    if (protocol < 0 || protocol > 0xff) {
      throw new Refusal("unknown protocol \"" + text + "\" specified");
    }
    if (protocol == 0) {
      throw new Refusal("conntrack: rule would never match protocol");
    }
    return protocol;
  }

  private static Integer status(Reading reading, String text) {
    int bits = 0;
    for (String word : text.split(",", -1)) {
      int bit = statusBit(word.toUpperCase(Locale.ROOT));
      if (bit < 0) {
        throw new Refusal("Bad ctstatus \"" + word + "\"");
      }
      bits |= bit;
    }
    return bits;
  }

  private static int statusBit(String word) {
    if ("NONE".startsWith(word)) {
      return 0;
    }
    for (int i = 0; i < STATUS_NAMES.length; i++) {
      if (STATUS_NAMES[i].startsWith(word)) {
        return 1 << i;
      }
    }
    return -1;
  }

  private static Integer direction(Reading reading, String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "ORIGINAL" -> Connection.ORIGINAL;
      case "REPLY" -> Connection.REPLY;
      default -> throw new Refusal("conntrack: Bad value for \"--ctdir\" option: \"" + text + "\"");
    };
  }

  @Override
  public Match build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal("conntrack: At least one option is required");
    }
    List<Question> questions = new ArrayList<>();
    for (Option<?> option : options(chosen.family())) {
      if (chosen.has(option)) {
        questions.add(question(option.name(), chosen, option));
      }
    }
    return new Asking(questions.toArray(Question[]::new), chosen.has(STATE));
  }

  private static Question question(String name, Chosen chosen, Option<?> option) {
    boolean inverted = chosen.inverted(option);
    Object value = chosen.required(option);
    return new Question(name, inverted, value, ConnectionQuestion.of(name, value));
  }

  /// One option: how it is shown, and what it asks.
  record Question(String name, boolean inverted, Object value, ConnectionQuestion asks) {
    void show(StringBuilder out, String before) {
      out.append(inverted ? " ! " : " ").append(before).append(name).append(' ');
      switch (name) {
        case "ctstate" -> ConnectionStates.show(out, (Integer) value);
        case "ctstatus" -> showStatus(out, (Integer) value);
        case "ctdir" -> out.append((Integer) value == Connection.ORIGINAL ? "ORIGINAL" : "REPLY");
        default -> out.append(text(value));
      }
    }

    private static String text(Object value) {
      return switch (value) {
        case AddressMask mask -> mask.isHost() ? mask.address().text() : mask.text();
        case Values.Range range -> range.text();
        default -> value.toString();
      };
    }

    private static void showStatus(StringBuilder out, int bits) {
      String comma = "";
      for (int i = 0; i < STATUS_NAMES.length; i++) {
        if ((bits >>> i & 1) != 0) {
          out.append(comma).append(STATUS_NAMES[i]);
          comma = ",";
        }
      }
      out.append(bits == 0 ? "NONE" : "");
    }
  }

  /// All that is asked. A packet without a connection can only be asked for its state.
  static final class Asking implements Match {
    private final Question[] questions;
    private final boolean asksState;

    Asking(Question[] questions, boolean asksState) {
      this.questions = questions;
      this.asksState = asksState;
    }

    @Override
    public String name() {
      return "conntrack";
    }

    @Override
    public boolean matches(Inspection packet) {
      Connection connection = Connection.of(packet.packet());
      if (connection == null && !asksState) {
        return false;
      }
      int count = connection == null ? 1 : questions.length;
      for (int i = 0; i < count; i++) {
        Question question = questions[i];
        if (question.asks.holds(packet, connection) == question.inverted) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void save(StringBuilder out) {
      for (Question question : questions) {
        question.show(out, "--");
      }
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      for (Question question : questions) {
        question.show(out, "");
      }
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      return ClaimedMatch.of(this, place);
    }
  }
}
