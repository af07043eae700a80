package dev.patchbay.filter.target;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Masked;
import dev.patchbay.filter.Verdict;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-j CONNMARK`: writes the connection's mark, or copies it from the packet's or to it.
public final class Connmark implements TargetKind {
  private static final String[] ALL = {
    "set-xmark", "set-mark", "and-mark", "or-mark", "xor-mark", "save-mark", "restore-mark"
  };
  private static final Option<Masked> SET_X = Option.of("set-xmark", Values.masked()).excludes(ALL);
  private static final Option<Masked> SET = Option.of("set-mark", Values.masked()).excludes(ALL);
  private static final Option<Long> AND = Option.of("and-mark", Values.u32()).excludes(ALL);
  private static final Option<Long> OR = Option.of("or-mark", Values.u32()).excludes(ALL);
  private static final Option<Long> XOR = Option.of("xor-mark", Values.u32()).excludes(ALL);
  private static final Option<Void> SAVE = Option.flag("save-mark").excludes(ALL);
  private static final Option<Void> RESTORE = Option.flag("restore-mark").excludes(ALL);
  private static final Option<Long> CT_MASK = Option.of("ctmask", Values.u32()).excludes("mask");
  private static final Option<Long> NF_MASK = Option.of("nfmask", Values.u32()).excludes("mask");
  private static final Option<Long> MASK = Option.of("mask", Values.u32());
  private static final Option<Long> LEFT =
      Option.of("left-shift-mark", Values.number(0, 32));
  private static final Option<Long> RIGHT = Option.of("right-shift-mark", Values.number(0, 32));

  @Override
  public String name() {
    return "CONNMARK";
  }

  @Override
  public String module(Family family) {
    return "xt_connmark";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SET_X, SET, AND, OR, XOR, SAVE, RESTORE, CT_MASK, NF_MASK, MASK, LEFT, RIGHT);
  }

  @Override
  public Target build(Chosen chosen) {
    Shift shift =
        chosen.has(RIGHT)
            ? new Shift(true, chosen.required(RIGHT).intValue())
            : new Shift(false, chosen.get(LEFT, 0L).intValue());
    if (chosen.has(SAVE) || chosen.has(RESTORE)) {
      int mask = chosen.get(MASK, 0xffff_ffffL).intValue();
      int ofConnection = chosen.get(CT_MASK, mask & 0xffff_ffffL).intValue();
      int ofPacket = chosen.get(NF_MASK, mask & 0xffff_ffffL).intValue();
      return new Copying(chosen.has(SAVE), ofConnection, ofPacket, shift);
    }
    for (Option<?> option : List.of(SET_X, SET, AND, OR, XOR)) {
      if (chosen.has(option)) {
        Masked change = change(chosen, option);
        return new Setting(change.value(), change.mask(), shift);
      }
    }
    throw new Refusal("CONNMARK target: No operation specified");
  }

  private static Masked change(Chosen chosen, Option<?> option) {
    if (option == SET) {
      Masked set = chosen.required(SET);
      return new Masked(set.value(), set.value() | set.mask());
    }
    if (option == AND) {
      return new Masked(0, ~chosen.required(AND).intValue());
    }
    if (option == OR) {
      int bits = chosen.required(OR).intValue();
      return new Masked(bits, bits);
    }
    return option == XOR ? new Masked(chosen.required(XOR).intValue(), 0) : chosen.required(SET_X);
  }

  /// By how many bits what is copied or written is moved.
  record Shift(boolean right, int bits) {
    int of(int mark) {
      if (bits >= Integer.SIZE) {
        return 0;
      }
      return right ? mark >>> bits : mark << bits;
    }

    void write(StringBuilder out, String dashes) {
      if (bits != 0) {
        out.append(dashes).append(right ? "right" : "left").append("-shift-mark ").append(bits);
      }
    }
  }

  /// Clears the bits of the mask, then turns those of the value.
  record Setting(int value, int mask, Shift shift) implements Target {
    @Override
    public String name() {
      return "CONNMARK";
    }

    @Override
    public Verdict judge(Inspection packet) {
      Connection connection = Connection.of(packet.packet());
      if (connection != null) {
        change(packet, connection, shift.of((connection.mark() & ~mask) ^ value));
      }
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --set-xmark ").append(new Masked(value, mask).full());
      shift.write(out, " --");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" CONNMARK ").append(Values.change(value, mask));
      shift.write(out, " ");
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      return ClaimedTarget.of(this, place);
    }
  }

  private static void change(Inspection packet, Connection connection, int mark) {
    if (connection.mark() != mark) {
      connection.mark(mark);
      connection.markChanged(packet.netns());
    }
  }

  /// Copies the bits of one mask into those of the other: the packet's mark to the connection, or
  /// back.
  record Copying(boolean saves, int ofConnection, int ofPacket, Shift shift) implements Target {
    @Override
    public String name() {
      return "CONNMARK";
    }

    @Override
    public Verdict judge(Inspection packet) {
      Connection connection = Connection.of(packet.packet());
      if (connection == null) {
        return Verdict.CONTINUE;
      }
      int mark = packet.packet().mark();
      if (saves) {
        change(packet, connection, (connection.mark() & ~ofConnection) ^ shift.of(mark & ofPacket));
      } else {
        int kept = connection.mark() & ofConnection;
        packet.packet().mark((mark & ~ofPacket) ^ shift.of(kept));
      }
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(saves ? " --save-mark" : " --restore-mark");
      out.append(" --nfmask 0x").append(Integer.toHexString(ofPacket));
      out.append(" --ctmask 0x").append(Integer.toHexString(ofConnection));
      shift.write(out, " --");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" CONNMARK ").append(saves ? "save" : "restore");
      String packet = Integer.toHexString(ofPacket);
      String connection = Integer.toHexString(ofConnection);
      showMasks(out, packet, connection);
      shift.write(out, " ");
    }

    private void showMasks(StringBuilder out, String packet, String connection) {
      if (ofPacket == -1 && ofConnection == -1) {
        return;
      }
      if (ofPacket == ofConnection) {
        out.append(" mask 0x").append(packet);
      } else if (saves) {
        out.append(" nfmask 0x").append(packet).append(" ctmask ~0x").append(connection);
      } else {
        out.append(" ctmask 0x").append(connection).append(" nfmask ~0x").append(packet);
      }
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      return ClaimedTarget.of(this, place);
    }
  }
}
