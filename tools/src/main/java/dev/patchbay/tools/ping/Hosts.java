package dev.patchbay.tools.ping;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.packet.Ip;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The names in `/etc/hosts` (hosts(5)), as the process sees the file: the only ones a lab knows.
public final class Hosts {
  /// A line: the first name is the canonical one.
  private record Line(Ip address, List<String> names) {
    boolean has(String name) {
      return names.stream().anyMatch(name::equalsIgnoreCase);
    }
  }

  private final List<Line> lines = new ArrayList<>();

  /// The names in a file of this text.
  Hosts(String text) {
    text.lines().forEach(line -> read(line.replaceFirst("#.*", "").strip()));
  }

  private void read(String line) {
    List<String> words = List.of(line.split("\\s+"));
    Ip address = Ip.parse(words.getFirst());
    if (address != null && words.size() > 1) {
      lines.add(new Line(address, words.subList(1, words.size())));
    }
  }

  /// The names that the process knows; none when there is no file.
  public static Hosts of(Process process) {
    return of(process.files());
  }

  /// The names in these files; none when there is no such file.
  public static Hosts of(Files files) {
    try {
      byte[] bytes = files.read("/etc/hosts");
      return new Hosts(new String(bytes, StandardCharsets.UTF_8));
    } catch (FileException e) {
      return new Hosts("");
    }
  }

  /// The addresses of the name, in the file's order.
  public List<Ip> addresses(String name) {
    return lines.stream().filter(line -> line.has(name)).map(Line::address).distinct().toList();
  }

  /// The canonical name of a name that has an address: the first in its first line.
  public String canonical(String name) {
    for (Line line : lines) {
      if (line.has(name)) {
        return line.names.getFirst();
      }
    }
    return name;
  }

  /// The other names of a name's first line.
  public List<String> aliases(String name) {
    for (Line line : lines) {
      if (line.has(name)) {
        return line.names.subList(1, line.names.size());
      }
    }
    return List.of();
  }

  /// The name of the address, or null.
  public @Nullable String name(Ip address) {
    for (Line line : lines) {
      if (line.address.equals(address)) {
        return line.names.getFirst();
      }
    }
    return null;
  }
}
