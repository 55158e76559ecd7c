import ArgumentParser
import Foundation
import TwoWayRepository

/// `twoway-admin config`: what is set, and by what.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "What is set, and by what.",
        subcommands: [Show.self],
        defaultSubcommand: Show.self
    )

    /// Shows every setting with where it comes from, without secrets.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows every setting of the server and of this command with where it comes from, without secrets."
        )

        @OptionGroup var options: HomeOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            var report = Report(["setting", "value", "from"])
            for setting in settings { report.add([.text(setting.name), .init(setting.value), .text(setting.source)]) }
            if !options.isRemote {
                let folder = URL(filePath: options.dataFolderPath).standardizedFileURL.path
                report.add(["data folder in full", .text(folder), "data-folder"])
            }
            if let schema = try? SchemaFolder.locate(explicit: options.schemaFolder) {
                report.add(["schema folder found", .text(schema.path), "schema-folder"])
            }
            output.show(report, none: "")
        }

        private var settings: [Setting] {
            let given: [(name: String, variable: String, option: String?, standard: String?, isConninfo: Bool)] = [
                ("data-folder", "TWOWAY_DATA_FOLDER", options.dataFolder, "data", false),
                ("admin-database", "TWOWAY_ADMIN_DATABASE", options.adminDatabase, nil, true),
                ("migrator-database", "TWOWAY_MIGRATOR_DATABASE", options.migratorDatabase, nil, true),
                ("backup-database", "TWOWAY_BACKUP_DATABASE", options.backupDatabase, nil, true),
                ("superuser-database", "TWOWAY_SUPERUSER_DATABASE", nil, nil, true),
                ("schema-folder", "TWOWAY_SCHEMA", options.schemaFolder, nil, false),
                ("server: database", "TWOWAY_DATABASE", nil, nil, true),
                ("server: host", "TWOWAY_HOST", nil, "127.0.0.1", false),
                ("server: port", "TWOWAY_PORT", nil, "7464", false),
                ("server: tls-certificate", "TWOWAY_TLS_CERTIFICATE", nil, nil, false),
                ("server: tls-key", "TWOWAY_TLS_KEY", nil, nil, false),
                ("server: plaintext-beyond-loopback", "TWOWAY_PLAINTEXT_BEYOND_LOOPBACK", nil, "false", false),
                ("server: log-level", "TWOWAY_LOG_LEVEL", nil, "info", false),
            ]
            let environment = ProcessInfo.processInfo.environment
            return given.map { setting in
                let (value, source): (String?, String) =
                    if let option = setting.option {
                        (option, "option")
                    } else if let variable = environment[setting.variable] {
                        (variable, "environment \(setting.variable)")
                    } else {
                        (setting.standard, setting.standard == nil ? "not set" : "default")
                    }
                return Setting(
                    name: setting.name,
                    value: setting.isConninfo ? value.map(Setting.redacted) : value,
                    source: source
                )
            }
        }
    }
}

/// One setting as it is shown.
struct Setting {
    let name: String
    let value: String?
    let source: String

    /// A connection string without its secrets; one that cannot be read is not shown at all.
    static func redacted(_ conninfo: String) -> String {
        Conninfo(conninfo)?.redacted ?? "(cannot be read)"
    }
}
