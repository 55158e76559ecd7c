import ArgumentParser

/// Meetings with employers, from the appointment to what was answered.
struct InterviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interview",
        abstract: "Plan interviews, take the questions along, and note the answers.",
        discussion: """
            BEFORE
              twoway interview add "First talk" --opportunity acme \\
                --at "2026-05-04 09:30" --with "Dana Diaz" "Sam Peer"
              twoway interview plan suggest "First talk" --accept
              twoway interview plan "First talk" --question predecessor-story
              twoway interview plan "First talk" --own "Who decides what I work on?"
              twoway interview sheet "First talk" --format html --output a.html

            DURING
              twoway interview run "First talk"

            Every answer is kept on this machine first and sent when there is a connection. Look at the plan or the \
            sheet once while you have one, and "run" works without.

            AFTER
              twoway interview sync
              twoway interview held "First talk"
              twoway interview debrief "First talk"
              twoway interview close "First talk" --carry 2 --mail 4
            """,
        subcommands: [
            InterviewAddCommand.self, InterviewListCommand.self, InterviewShowCommand.self,
            InterviewEditCommand.self, InterviewPlanCommand.self, InterviewSheetCommand.self,
            InterviewStartCommand.self, InterviewRunCommand.self, InterviewRecordCommand.self,
            InterviewSyncCommand.self, InterviewHeldCommand.self, InterviewDebriefCommand.self,
            InterviewTheyAskedCommand.self,
            InterviewCloseCommand.self, InterviewCancelCommand.self, InterviewCalendarCommand.self,
            InterviewAmendCommand.self, InterviewRemoveAskingCommand.self,
        ]
    )
}
