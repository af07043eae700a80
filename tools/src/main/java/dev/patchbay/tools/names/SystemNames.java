package dev.patchbay.tools.names;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.filter.NameService;
import dev.patchbay.filter.set.Sets;
import dev.patchbay.filter.set.Slot;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.tools.ping.Hosts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names as the files in `/etc` of a process have them, each file read once.
public final class SystemNames implements NameService {
  private final Process process;
  private final Map<String, List<String[]>> files = new LinkedHashMap<>();
  private @Nullable Hosts hosts;

  public SystemNames(Process process) {
    this.process = process;
  }

  /// The lines of a file that has words, without comments.
  private List<String[]> words(String path, String separator) {
    return files.computeIfAbsent(path, p -> read(p, separator));
  }

  private List<String[]> read(String path, String separator) {
    List<String[]> lines = new ArrayList<>();
    try {
      String text = new String(process.files().read(path), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        String bare = line.replaceFirst("#.*", "").strip();
        if (!bare.isEmpty()) {
          lines.add(bare.split(separator, -1));
        }
      }
    } catch (FileException e) {
      return List.of();
    }
    return lines;
  }

  private List<String[]> services() {
    return words("/etc/services", "\\s+");
  }

  @Override
  public int port(String name, String protocol) {
    for (String[] words : services()) {
      boolean named = words[0].equals(name) || Arrays.asList(words).lastIndexOf(name) > 1;
      int slash = words.length > 1 ? words[1].indexOf('/') : -1;
      if (named && slash > 0 && (protocol.isEmpty() || words[1].endsWith("/" + protocol))) {
        return Integer.parseInt(words[1].substring(0, slash));
      }
    }
    return -1;
  }

  @Override
  public @Nullable String service(int port, String protocol) {
    String entry = port + "/" + protocol;
    for (String[] words : services()) {
      if (words.length > 1
          && (protocol.isEmpty() ? words[1].startsWith(entry) : words[1].equals(entry))) {
        return words[0];
      }
    }
    return null;
  }

  @Override
  public int protocol(String name) {
    for (String[] words : words("/etc/protocols", "\\s+")) {
      if (words.length > 1
          && (words[0].equals(name) || Arrays.asList(words).lastIndexOf(name) > 1)) {
        return Integer.parseInt(words[1]);
      }
    }
    return -1;
  }

  @Override
  public @Nullable String protocolName(int number) {
    String figures = Integer.toString(number);
    for (String[] words : words("/etc/protocols", "\\s+")) {
      if (words.length > 1 && words[1].equals(figures)) {
        return words[0];
      }
    }
    return null;
  }

  private Hosts hosts() {
    Hosts known = hosts;
    if (known == null) {
      known = Hosts.of(process);
      hosts = known;
    }
    return known;
  }

  @Override
  public List<Ip> addresses(Family family, String name) {
    return hosts().addresses(name).stream().filter(ip -> ip.family() == family).toList();
  }

  @Override
  public @Nullable String nameOf(Ip address) {
    String host = hosts().name(address);
    return host == null && address.isV4() ? networkName(address) : host;
  }

  private @Nullable String networkName(Ip address) {
    for (String[] words : words("/etc/networks", "\\s+")) {
      if (words.length > 1 && address.text().equals(words[1])) {
        return words[0];
      }
    }
    return null;
  }

  @Override
  public long user(String name) {
    return number("/etc/passwd", name);
  }

  @Override
  public @Nullable String userName(long id) {
    return name("/etc/passwd", id);
  }

  @Override
  public long group(String name) {
    return number("/etc/group", name);
  }

  @Override
  public @Nullable String groupName(long id) {
    return name("/etc/group", id);
  }

  @Override
  public @Nullable String setFamily(String name) {
    Slot slot = Sets.of(process.netns()).find(name);
    if (slot == null) {
      return null;
    }
    Family family = slot.set().family();
    return family == null ? "" : family == Family.IPV4 ? "IPv4" : "IPv6";
  }

  private long number(String path, String name) {
    for (String[] fields : words(path, ":")) {
      if (fields.length > 2 && fields[0].equals(name)) {
        return Long.parseLong(fields[2]);
      }
    }
    return -1;
  }

  private @Nullable String name(String path, long id) {
    String figures = Long.toString(id);
    for (String[] fields : words(path, ":")) {
      if (fields.length > 2 && fields[2].equals(figures)) {
        return fields[0];
      }
    }
    return null;
  }
}
