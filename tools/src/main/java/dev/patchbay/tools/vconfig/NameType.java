package dev.patchbay.tools.vconfig;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.nio.charset.StandardCharsets;

/// How new VLAN devices are called, kept in a file from one command to the next.
final class NameType {
  private static final String FOLDER = "/run/network/vlan";
  private static final String FILE = FOLDER + "/name-type";
  private static final String USUAL = "DEV_PLUS_VID_NO_PAD";

  private NameType() {}

  static void keep(Process process, String type) throws FileException {
    for (int end = FOLDER.indexOf('/', 1); end > 0; end = FOLDER.indexOf('/', end + 1)) {
      make(process, FOLDER.substring(0, end));
    }
    make(process, FOLDER);
    process.files().write(FILE, (type + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void make(Process process, String folder) throws FileException {
    if (!process.files().exists(folder)) {
      process.files().makeDirectory(folder, 0755);
    }
  }

  /// The name of the device for the VLAN `id` above `device`; empty when the type is none that is
  /// known.
  static String name(Process process, String device, String id) {
    return switch (type(process)) {
      case "VLAN_PLUS_VID" -> "vlan" + padded(id);
      case "VLAN_PLUS_VID_NO_PAD" -> "vlan" + id;
      case "DEV_PLUS_VID" -> device + "." + padded(id);
      case USUAL -> device + "." + id;
      default -> "";
    };
  }

  private static String type(Process process) {
    try {
      return new String(process.files().read(FILE), StandardCharsets.UTF_8).strip();
    } catch (FileException e) {
      // Nobody has said how.
      return USUAL;
    }
  }

  /// The number with four digits at least.
  private static String padded(String id) {
    return "0".repeat(Math.max(0, 4 - id.length())) + id;
  }
}
