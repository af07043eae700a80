package dev.patchbay.filter.set;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Syntax;
import dev.patchbay.packet.Family;
import java.util.List;

/// A set as a rule names it: with what of the packet stands for the parts of an element.
///
/// @param directions `src` or `dst` each
public record SetReference(String name, List<String> directions) {
  private static final int LONGEST_NAME = 31;
  private static final int MOST = 6;

  /// Reads the name of a set and the directions, two words.
  public static Syntax<SetReference> syntax() {
    return SetReference::read;
  }

  private static SetReference read(Reading reading, String text) {
    int blank = text.indexOf(' ');
    String name = text.substring(0, blank);
    if (name.length() > LONGEST_NAME) {
      throw new Refusal("setname `" + name + "' too long, max " + LONGEST_NAME + " characters.");
    }
    String family = reading.names().setFamily(name);
    if (family == null) {
      throw new Refusal("Set " + name + " doesn't exist.\n");
    }
    String own = reading.family() == Family.IPV4 ? "IPv4" : "IPv6";
    if (!family.isEmpty() && !family.equals(own)) {
      throw new Refusal(
          "The protocol family of set " + name + " is " + family + ", which is not applicable.\n");
    }
    List<String> directions = List.of(text.substring(blank + 1).split(",", -1));
    for (int i = 0; i < directions.size(); i++) {
      if (i == MOST) {
        throw new Refusal("Can't be more src/dst options than " + MOST + ".");
      }
      if (!directions.get(i).equals("src") && !directions.get(i).equals("dst")) {
        throw new Refusal("You must spefify (the comma separated list of) 'src' or 'dst'.");
      }
    }
    return new SetReference(name, directions);
  }

  /// A question without anything special about it.
  public Question question() {
    return new Question(directions.toArray(new String[0]));
  }

  /// Begins to refer to the set.
  ///
  /// @param purpose what the kernel's log says of it when there is none
  public Slot hold(Attachment place, String purpose) throws NetlinkException {
    Slot slot = Sets.of(place.netns()).find(name);
    if (slot == null) {
      place.log().print("xt_set: " + purpose);
      throw new NetlinkException(Errno.ENOENT);
    }
    slot.hold();
    return slot;
  }

  /// As the words of a rule.
  public String text() {
    return name + " " + String.join(",", directions);
  }
}
