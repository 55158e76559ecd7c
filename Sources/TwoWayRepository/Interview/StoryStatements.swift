import TwoWayModel

extension Story {
    /// Columns: id, title, situation, task, action, result, revision, updated_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            title: try row.checked(),
            situation: try row.optionalChecked(),
            task: try row.optionalChecked(),
            action: try row.optionalChecked(),
            result: try row.optionalChecked(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

extension Statement where Input == (owner: ID<Account>, story: Story), Output == Story {
    public static let createStory = Statement(
        name: "create_story",
        sql: """
            INSERT INTO story (owner_id, id, title, situation, task, action, result)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            RETURNING id, title, situation, task, action, result, revision, updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.story.id), .value($0.story.title), .value($0.story.situation),
                .value($0.story.task), .value($0.story.action), .value($0.story.result),
            ]
        },
        decode: { row throws(RowError) in try Story(row: &row) }
    )

    /// Stores an edited story and counts its revision on.
    public static let updateStory = Statement(
        name: "update_story",
        sql: """
            UPDATE story
            SET title = $3, situation = $4, task = $5, action = $6, result = $7, revision = revision + 1,
                updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $8
            RETURNING id, title, situation, task, action, result, revision, updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.story.id), .value($0.story.title), .value($0.story.situation),
                .value($0.story.task), .value($0.story.action), .value($0.story.result), .int($0.story.revision),
            ]
        },
        decode: { row throws(RowError) in try Story(row: &row) }
    )
}

extension Statement where Input == OwnedID<Story>, Output == Story {
    /// The row locked until the end of the transaction, for an edit.
    public static let storyForUpdate = Statement(
        name: "story_for_update",
        sql: """
            SELECT id, title, situation, task, action, result, revision, updated_at FROM story
            WHERE owner_id = $1 AND id = $2
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Story(row: &row) }
    )
}

extension Statement where Input == OwnedID<Story>, Output == Void {
    public static let deleteStory = Statement(
        name: "delete_story",
        sql: "DELETE FROM story WHERE owner_id = $1 AND id = $2",
        bind: { [.id($0.owner), .id($0.id)] }
    )
}

extension Statement where Input == OwnerPage, Output == Story {
    public static let stories = Statement(
        name: "stories",
        sql: """
            SELECT id, title, situation, task, action, result, revision, updated_at FROM story
            WHERE owner_id = $1 AND id < $2
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try Story(row: &row) }
    )
}
