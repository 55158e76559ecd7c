extension MatrixTable {
    /// What everybody is told; Nell was never told anything.
    static let events = """
        #                              owner           other           live shares     ended shares    never shared
        #                              ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        event.subscribe            in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        event.list                 in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --
        event.acknowledge          in  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --  ok -- -- -- --
        """
}
