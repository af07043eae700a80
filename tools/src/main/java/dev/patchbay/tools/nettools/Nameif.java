package dev.patchbay.tools.nettools;

import dev.patchbay.core.Command;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.packet.Mac;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `nameif NAME MAC…`: gives the devices with these addresses names.
public final class Nameif implements Command {
  private static final int NAME_LENGTH = 15;
  private static final String USAGE =
      "usage: nameif [-c configurationfile] [-s] {ifname macaddress}";

  private static final Map<String, GetOpt.Long> LONGS =
      Map.of("help", GetOpt.Long.flag("?"), "config-file", GetOpt.Long.with("c"));

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("nameif", "c:s", LONGS);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      process.complain(USAGE);
      return 0;
    }
    String file = "";
    for (GetOpt.Option option : given.options()) {
      if (option.letter().equals("?")) {
        process.complain(USAGE);
        return 0;
      }
      file = option.letter().equals("c") ? option.value() : file;
    }
    List<String> words = given.operands();
    if (words.size() % 2 != 0) {
      process.complain(USAGE);
      return 0;
    }
    Map<String, Mac> names = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      add(names, words.get(i), words.get(i + 1), "argument " + (i + 2));
    }
    if (names.isEmpty() || !file.isEmpty()) {
      read(process, file.isEmpty() ? "/etc/mactab" : file, names);
    }
    return apply(process, names);
  }

  private static void add(Map<String, Mac> names, String name, String word, String place) {
    if (name.length() > NAME_LENGTH) {
      throw new CommandException(1, "interface name `" + name + "' too long");
    }
    Mac mac = Mac.parse(word);
    if (mac == null) {
      throw new CommandException(1, "cannot parse MAC `" + word + "' at " + place);
    }
    names.put(name, mac);
  }

  private static void read(Process process, String file, Map<String, Mac> names) {
    String text;
    try {
      String path = Files.absolute(process.directory(), file);
      text = new String(process.files().read(path), StandardCharsets.UTF_8);
    } catch (FileException e) {
      throw new CommandException(
          1, "opening configuration file " + file + ": " + Errno.ENOENT.text());
    }
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
      if (words.length > 1) {
        add(names, words[0], words[1], "line " + number);
      }
    }
  }

  private static int apply(Process process, Map<String, Mac> names) {
    int status = 0;
    for (Map.Entry<String, Mac> wanted : names.entrySet()) {
      NetDevice device = find(process, wanted.getValue());
      if (device == null) {
        process.complain("interface '" + wanted.getKey() + "' not found");
        status = 1;
      } else if (!device.name().equals(wanted.getKey())) {
        rename(process, device, wanted.getKey());
      }
    }
    return status;
  }

  private static @Nullable NetDevice find(Process process, Mac mac) {
    for (NetDevice device : process.netns().devices()) {
      if (device.address().equals(mac)) {
        return device;
      }
    }
    return null;
  }

  private static void rename(Process process, NetDevice device, String name) {
    LinkRequest request = new LinkRequest();
    request.name = name;
    String before = device.name();
    try {
      process.netns().links().change(device, request);
    } catch (NetlinkException e) {
      throw new CommandException(
          1, "cannot change name of " + before + " to " + name + ": " + e.errno().text());
    }
  }
}
