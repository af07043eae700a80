package dev.patchbay.core;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Users and groups by name and number, as `/etc/passwd` and `/etc/group` have them (passwd(5),
/// group(5)). Nothing is remembered: each question reads the file.
public record Accounts(Files files) {
  private static final String USERS = "/etc/passwd";
  private static final String GROUPS = "/etc/group";
  private static final int NAME = 0;
  private static final int NUMBER = 2;

  /// The number of the user of that name; empty when there is none.
  public OptionalLong user(String name) {
    return number(find(USERS, NAME, name));
  }

  /// The number of the group of that name; empty when there is none.
  public OptionalLong group(String name) {
    return number(find(GROUPS, NAME, name));
  }

  /// The name of the user of that number, or null.
  public @Nullable String userName(int number) {
    return find(USERS, NUMBER, Integer.toUnsignedString(number), NAME);
  }

  /// The name of the group of that number, or null.
  public @Nullable String groupName(int number) {
    return find(GROUPS, NUMBER, Integer.toUnsignedString(number), NAME);
  }

  private @Nullable String find(String file, int field, String value) {
    return find(file, field, value, NUMBER);
  }

  private static OptionalLong number(@Nullable String text) {
    return text == null ? OptionalLong.empty() : Numbers.u32(text, 10);
  }

  /// The field `wanted` of the first line whose `field` is `value`.
  private @Nullable String find(String file, int field, String value, int wanted) {
    for (String line : read(file).split("\n", -1)) {
      String[] fields = line.split(":", -1);
      if (fields.length > NUMBER && fields[field].equals(value)) {
        return fields[wanted];
      }
    }
    return null;
  }

  private String read(String file) {
    try {
      return new String(files.read(file), StandardCharsets.UTF_8);
    } catch (FileException e) {
      // Without the file nobody has a name.
      return "";
    }
  }
}
